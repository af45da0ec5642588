import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { RunKey } from '../../sim-core/run/experiment/run-key.ts';

/** Version of the records below; what another version has written is made anew. */
const RECORD_SCHEMA = 4;

/** An outcome as JSON, with the key that it belongs to. Numbers come back to the last digit. */
export function outcomeRecord(key: RunKey, outcome: Outcome): string {
  return JSON.stringify({
    schema: RECORD_SCHEMA,
    key,
    ...outcome,
    figures: Object.fromEntries(outcome.figures),
  });
}

/** Reads a record back; null if it is torn, of another version, or that of another run. */
export function readOutcome(text: string, key: RunKey): Outcome | null {
  const record = parsed(text);
  if (record === null || record.schema !== RECORD_SCHEMA) return null;
  const { document, engine, seed } = record.key;
  if (document !== key.document || engine !== key.engine || seed !== key.seed) return null;
  const { schema: _schema, key: _key, figures, ...rest } = record;
  return { ...rest, figures: new Map(Object.entries(figures)) };
}

interface OutcomeRecord extends Omit<Outcome, 'figures'> {
  readonly schema: number;
  readonly key: RunKey;
  readonly figures: Readonly<Record<string, number>>;
}

function parsed(text: string): OutcomeRecord | null {
  try {
    return JSON.parse(text) as OutcomeRecord;
  } catch {
    return null;
  }
}
