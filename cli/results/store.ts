import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { RunKey } from '../../sim-core/run/experiment/run-key.ts';
import { hashText } from '../../sim-core/scenario/hash.ts';
import { outcomeRecord, readOutcome } from './outcome-record.ts';

/**
 * What is known of runs. It is the truth about an experiment: executors and queues only see to it that what it
 * lacks gets made. An outcome follows from its key, so it does not matter who writes it, or how often.
 */
export interface ResultStore {
  get(key: RunKey): Outcome | null;
  put(key: RunKey, outcome: Outcome): void;
}

/**
 * One file for each run in a folder: `DOCUMENT-ENGINE/SEED.json`. A file is written under another name first and
 * then renamed, so it is there as a whole or not at all, however the program ends, and several programs may share the
 * folder. A file that cannot be read, after the machine lost power, counts as not there.
 */
export function folderStore(folder: string): ResultStore {
  const made = new Set<string>();
  let written = 0;
  return {
    get(key) {
      try {
        return readOutcome(readFileSync(fileOf(folder, key), 'utf8'), key);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    put(key, outcome) {
      const target = fileOf(folder, key);
      const parent = path.dirname(target);
      if (!made.has(parent)) mkdirSync(parent, { recursive: true });
      made.add(parent);
      const temporary = `${target}.${process.pid}-${written++}.tmp`;
      writeFileSync(temporary, outcomeRecord(key, outcome));
      renameSync(temporary, target);
    },
  };
}

function fileOf(folder: string, { document, engine, seed }: RunKey): string {
  return path.join(folder, `${document}-${hashText(engine)}`, `${seed}.json`);
}
