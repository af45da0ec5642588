import { parquetWriteBuffer } from 'hyparquet-writer';
import type { CellValue, Column, RunsTable } from './runs-table.ts';

const TYPES = { text: 'STRING', integer: 'INT64', number: 'DOUBLE', flag: 'BOOLEAN' } as const;

/** A table of runs as one Parquet file, compressed with Snappy. What is not known is null. */
export function tableParquet({ columns, rows }: RunsTable): Uint8Array {
  const columnData = columns.map(({ name, type }, i) => ({
    name,
    type: TYPES[type],
    nullable: true,
    data: rows.map((cells) => valueOf(cells[i], type)),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

function valueOf(cell: CellValue, type: Column['type']): CellValue | bigint | undefined {
  if (cell === null) return undefined;
  return type === 'integer' ? BigInt(cell) : cell;
}
