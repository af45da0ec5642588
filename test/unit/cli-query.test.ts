import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { queryCommand, type QueryFlags } from '../../cli/commands/query.ts';
import { sweepCommand } from '../../cli/commands/sweep.ts';
import { tableParquet } from '../../cli/results/parquet.ts';
import type { RunsTable } from '../../cli/results/runs-table.ts';
import { printed, type Printed } from './in-this-process.ts';

const TEXT = `brownout: 1
title: Small
duration: 5s
nodes:
  web: { kind: source, target: api, rate: 50/s }
  api: { kind: server, cores: 2, service: exponential 10ms }
`;

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "brownout's-"));
  writeFileSync(path.join(folder, 'small.yaml'), TEXT);
  const flags = { factor: ['web.rate=20/s,60/s'], design: 'grid', at: [], replications: 3, confidence: 0.95 };
  const out = path.join(folder, 'results');
  await printed(() => sweepCommand(path.join(folder, 'small.yaml'), { ...flags, set: [], jobs: 1, out }));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.doUnmock('@duckdb/node-api');
});

function query(sql: string, flags: QueryFlags = {}): Promise<Printed> {
  return printed(() => queryCommand(path.join(folder, 'results'), sql, flags));
}

describe('the Parquet file', () => {
  it('has every run with every figure, as the CSV has them', async () => {
    const bytes = readFileSync(path.join(folder, 'results/runs.parquet'));
    const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
    const csv = readFileSync(path.join(folder, 'results/runs.csv'), 'utf8').trim().split('\n');
    const names = csv[0].split(',');
    expect(rows).toHaveLength(csv.length - 1);
    rows.forEach((row, r) => {
      const cells = csv[r + 1].split(',');
      expect(names.map((name) => String(row[name] ?? ''))).toEqual(cells);
    });
  });

  it('keeps text, whole numbers, numbers, flags, and what is not known', async () => {
    const column = (name: string, type: RunsTable['columns'][number]['type']) => ({
      name,
      type,
      unit: '',
      help: '',
    });
    const table: RunsTable = {
      columns: [column('t', 'text'), column('i', 'integer'), column('n', 'number'), column('f', 'flag')],
      rows: [
        ['ä=1', 2 ** 40, 0.1 + 0.2, true],
        [null, null, null, null],
      ],
    };
    const rows = await parquetReadObjects({ file: new Uint8Array(tableParquet(table)).buffer });
    expect(rows[0]).toEqual({ t: 'ä=1', i: 2n ** 40n, n: 0.1 + 0.2, f: true });
    expect(Object.values(rows[1]).every((value) => value === null || value === undefined)).toBe(true);
  });
});

describe('brownout query', () => {
  const SQL = 'select "web.rate", count(*) as runs, avg("web.mean") as mean from runs group by 1 order by 1';

  it('answers in a table, as JSON and as CSV', async () => {
    const { code, out } = await query(SQL);
    expect(code).toBe(0);
    expect(out).toMatch(/web\.rate\s+runs\s+mean\s*\n20\/s\s+3\s+0\.0[01]/);
    const found = JSON.parse((await query(SQL, { json: true })).out);
    expect(found.map((row: Record<string, unknown>) => row['web.rate'])).toEqual(['20/s', '60/s']);
    expect(found[0].runs).toBe(3);
    expect((await query(SQL, { csv: true })).out.split('\n')[0]).toBe('web.rate,runs,mean');
  });

  it('refuses wrong SQL with the reason, and folders without runs', async () => {
    expect(await query('select nothing from runs')).toMatchObject({ code: 2 });
    expect((await query('select nothing from runs')).err).toContain('nothing');
    const nowhere = await printed(() => queryCommand(path.join(folder, 'nowhere'), SQL, {}));
    expect(nowhere.err).toContain('no runs.parquet');
  });

  it('says what is missing when DuckDB is not there', async () => {
    vi.resetModules();
    vi.doMock('@duckdb/node-api', () => {
      throw new Error('Cannot find package');
    });
    const alone = await import('../../cli/commands/query.ts');
    await expect(alone.queryCommand(path.join(folder, 'results'), SQL, {})).rejects.toThrow(
      /npm install @duckdb\/node-api/,
    );
  });
});
