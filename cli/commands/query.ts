import { existsSync } from 'node:fs';
import path from 'node:path';
import Table from 'cli-table3';
import { HELD, USAGE } from '../exit-codes.ts';
import { Refusal } from '../files.ts';
import { csvLine } from '../render/csv.ts';
import { PLAIN } from '../render/summary.ts';

export interface QueryFlags {
  readonly json?: true | undefined;
  readonly csv?: true | undefined;
}

type Cell = string | number | boolean | null;

interface Answer {
  readonly names: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Asks the runs of a result folder in SQL: they are the table `runs`. */
export async function queryCommand(folder: string, sql: string, flags: QueryFlags): Promise<number> {
  const file = path.join(folder, 'runs.parquet');
  if (!existsSync(file))
    throw new Refusal(`${folder} has no runs.parquet: write one with --out ${folder}.`, USAGE);
  const { names, rows } = await ask(file, sql);
  process.stdout.write(`${shown(names, rows, flags)}\n`);
  return HELD;
}

function shown(names: readonly string[], rows: Answer['rows'], { json, csv }: QueryFlags): string {
  if (json === true) {
    const objects = rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
    return JSON.stringify(objects, null, 2);
  }
  if (csv === true) return [csvLine(names), ...rows.map(csvLine)].join('\n');
  const table = new Table({ ...PLAIN, head: [...names] });
  for (const row of rows) table.push(row.map((cell) => String(cell ?? '')));
  return table.toString();
}

async function ask(file: string, sql: string): Promise<Answer> {
  const { DuckDBInstance } = await duckdb();
  // Nothing is fetched from anywhere: what DuckDB has built in is enough.
  const settings = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };
  const instance = await DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  try {
    await connection.run(`create view runs as select * from read_parquet('${file.replaceAll("'", "''")}')`);
    const reader = await connection.runAndReadAll(sql);
    return { names: reader.columnNames(), rows: reader.getRowsJS().map((row) => row.map(cellOf)) };
  } catch (error) {
    throw new Refusal((error as Error).message, USAGE);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Counts come as big integers, and times and lists as objects. */
function cellOf(value: unknown): Cell {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** DuckDB is large, and few ask in SQL: whoever wants it installs it. */
async function duckdb(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api');
  } catch {
    throw new Refusal(
      'SQL needs DuckDB, which does not come with Brownout: npm install @duckdb/node-api. The files runs.csv and runs.jsonl can be read without it.',
      USAGE,
    );
  }
}
