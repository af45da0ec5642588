import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

/** A scenario document with the files it may name. */
export interface Document {
  readonly name: string;
  readonly text: string;
}

/** Events of each scenario: enough to come to its faults, few enough for every scenario in every engine. */
const EVENTS = 60_000;

/** What a run of each document has come to after so many events: its fingerprint, and what was measured so far. */
export function fingerprints(documents: readonly Document[], files: ReadonlyMap<string, string>): string[] {
  return documents.map(({ name, text }) => {
    const { scenario } = loadScenario(text, { files });
    const run = new Run(scenario!);
    run.advance(run.duration, EVENTS);
    return `${name} ${run.fingerprint} ${JSON.stringify(run.report().clients)}`;
  });
}
