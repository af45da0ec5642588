import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ENGINE } from '../../sim-core/run/version.ts';
import { USAGE } from '../exit-codes.ts';
import { Refusal, refuseTakenIn, writeFiles } from '../files.ts';
import { tableParquet } from './parquet.ts';
import { runsTable, tableCsv, tableJsonl, type Column, type RunRow } from './runs-table.ts';
import { folderStore, type ResultStore } from './store.ts';

/** Version of `manifest.json`. */
const MANIFEST_SCHEMA = 1;

/** What an experiment is about: with this and the engine it can be made again. */
export interface About {
  readonly experiment: 'replications' | 'comparison' | 'sweep' | 'tournament' | 'capacity' | 'hunt';
  readonly documents: readonly { readonly name: string; readonly text: string }[];
  /** Overrides that all runs have. */
  readonly set: readonly string[];
  /** What is varied, as the experiment says it. */
  readonly design: object;
  /** Columns that tell the runs apart, beside the seed, and what they say. */
  readonly labels: Readonly<Record<string, string>>;
}

/** `manifest.json`: what the folder holds, and what it was made from. */
interface Manifest {
  readonly schema: number;
  readonly about: About;
  readonly engine: string;
  readonly complete: boolean;
  readonly runs: number;
  readonly files: readonly string[];
  readonly columns: readonly Column[];
}

/** The folder that an experiment writes to, and where it goes on after a crash. */
export interface ResultFolder {
  readonly store: ResultStore;
  /** Writes the table of runs and says that the experiment is complete, or how far it got. */
  finish(rows: readonly RunRow[], complete: boolean): void;
}

/**
 * Opens a folder for an experiment. One that holds the same experiment goes on where it stopped, with other seeds or
 * more of them if so asked; another experiment is not written over without `force`.
 */
export function openResults(folder: string, about: About, force: boolean): ResultFolder {
  refuseTakenIn(folder, [], force);
  const file = path.join(folder, 'manifest.json');
  const before = existsSync(file) ? manifestIn(file) : null;
  if (before !== null && JSON.stringify(before.about) !== JSON.stringify(about) && !force)
    throw new Refusal(`${folder} holds another experiment. Say --force to write over it.`, USAGE);
  if (before === null && existsSync(path.join(folder, 'runs.csv')) && !force)
    throw new Refusal(
      `${folder} has a runs.csv that is not of an experiment. Say --force to write over it.`,
      USAGE,
    );
  const manifest: Manifest = {
    schema: MANIFEST_SCHEMA,
    about,
    engine: ENGINE,
    complete: false,
    runs: 0,
    files: [],
    columns: [],
  };
  const write = (contents: ReadonlyMap<string, string | Uint8Array>): void =>
    writeFiles(folder, contents, true);
  write(new Map([['manifest.json', asText(manifest)]]));
  return {
    store: folderStore(path.join(folder, 'results')),
    finish(rows, complete) {
      const table = runsTable(rows, about.labels);
      const contents = new Map<string, string | Uint8Array>([
        ['runs.parquet', tableParquet(table)],
        ['runs.csv', tableCsv(table)],
        ['runs.jsonl', tableJsonl(table)],
      ]);
      const files = [...contents.keys()];
      write(contents);
      const said = { ...manifest, complete, runs: rows.length, files, columns: table.columns };
      write(new Map([['manifest.json', asText(said)]]));
    },
  };
}

function manifestIn(file: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  } catch {
    return null;
  }
}

function asText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
