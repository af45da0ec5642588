import type { Scenario } from '../../scenario/index.ts';
import { canonicalText, hashText } from '../../scenario/hash.ts';
import { ENGINE } from '../version.ts';

/** What a run without interventions follows from, and so the name of its outcome, wherever it was made. */
export interface RunKey {
  /** Hash of the document with its overrides, and of the files that it names. */
  readonly document: string;
  readonly engine: string;
  readonly seed: number;
}

export function runKey({ hash, files }: Pick<Scenario, 'hash' | 'files'>, seed: number): RunKey {
  const contents = Object.fromEntries(files);
  const document = files.size === 0 ? hash : `${hash}-${hashText(canonicalText(contents))}`;
  return { document, engine: ENGINE, seed };
}
