import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import { figureMeaning } from '../../sim-core/run/experiment/figures-of.ts';
import type { Scenario } from '../../sim-core/scenario/index.ts';
import { csvLine } from '../render/csv.ts';
import type { Task } from '../executors/executor.ts';

/** One run of an experiment: what sets it apart from the others, and what came out. */
export interface RunRow {
  /** Such as the values of a sweep's factors, or the name of a variant; the same names in every row. */
  readonly labels: Readonly<Record<string, string>>;
  readonly scenario: Scenario;
  readonly task: Task;
  readonly outcome: Outcome;
}

export type CellValue = string | number | boolean | null;

/** A column of the table of runs, described for those who have nothing but the file. */
export interface Column {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'number' | 'flag';
  readonly unit: string;
  readonly help: string;
}

export interface RunsTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly CellValue[])[];
}

/** All runs of an experiment, a row for each, a column for each figure that any of them has. */
export function runsTable(rows: readonly RunRow[], labels: Readonly<Record<string, string>>): RunsTable {
  const figures = new Map<string, Column>();
  for (const { outcome, scenario } of rows)
    for (const name of outcome.figures.keys())
      if (!figures.has(name)) figures.set(name, { name, type: 'number', ...figureMeaning(scenario, name) });
  const columns: Column[] = [
    ...Object.entries(labels).map(([name, help]): Column => ({ name, type: 'text', unit: '', help })),
    { name: 'seed', type: 'integer', unit: '', help: 'Seed of all luck of the run.' },
    { name: 'document', type: 'text', unit: '', help: 'Hash of the document with its overrides and files.' },
    { name: 'fingerprint', type: 'text', unit: '', help: 'Hash of all delivered events.' },
    { name: 'held', type: 'flag', unit: '', help: 'Whether all objectives held; empty without objectives.' },
    ...figures.values(),
  ];
  const names = [...figures.keys()];
  return {
    columns,
    rows: rows.map(({ labels: own, task, outcome }) => [
      ...Object.keys(labels).map((name) => own[name] ?? null),
      outcome.seed,
      task.key.document,
      outcome.fingerprint,
      outcome.held.length === 0 ? null : outcome.held.every((each) => each === true),
      ...names.map((name) => outcome.figures.get(name) ?? null),
    ]),
  };
}

export function tableCsv({ columns, rows }: RunsTable): string {
  return [columns.map(({ name }) => name), ...rows].map((cells) => `${csvLine(cells)}\n`).join('');
}

/** One JSON object on each line; what is not known is left out. */
export function tableJsonl({ columns, rows }: RunsTable): string {
  return rows
    .map((cells) => {
      const known = columns.flatMap(({ name }, i) => (cells[i] === null ? [] : [[name, cells[i]] as const]));
      return `${JSON.stringify(Object.fromEntries(known))}\n`;
    })
    .join('');
}
