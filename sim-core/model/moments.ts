/** Kinds of moment that a run notes. The words for them are in the catalogs of page and CLI. */
export const MOMENT_KINDS = [
  'first-drop',
  'queue-growing',
  'queue-drained',
  'node-down',
  'node-up',
  'leader-lost',
  'leader-elected',
  'writes-lost',
  'jobs-lost',
  'first-dead-letter',
  'fault-began',
  'fault-ended',
  'intervention',
  'backend-ejected',
  'backend-restored',
  'storage-full',
  'out-of-memory',
  'scaled-out',
  'scaled-in',
  'circuit-opened',
  'circuit-half-open',
  'circuit-closed',
  'retry-budget-spent',
  'objective-broken',
  'objective-met',
  'recovered',
  'returned',
  'stuck',
  'metastable',
  'limit-hit',
] as const;

export type MomentKind = (typeof MOMENT_KINDS)[number];

/** Something that happened and that a person would want to know about. */
export interface Moment {
  /** Simulated seconds. */
  readonly at: number;
  readonly kind: MomentKind;
  /** Instance or node it happened to; empty when it concerns the whole run. */
  readonly node: string;
  /** Facts for the sentence: numbers with their unit in the name (`seconds`, `requests`), or names. */
  readonly data: Readonly<Record<string, number | string>>;
}

const MOST = 1_000;

/** The moments of one run, in order. Keeps the first thousand and counts the rest. */
export class Moments {
  readonly list: Moment[] = [];
  left = 0;

  note(at: number, kind: MomentKind, node: string, data: Moment['data'] = {}): void {
    if (this.list.length < MOST) this.list.push({ at, kind, node, data });
    else this.left++;
  }
}
