/** What can go wrong with a document, in three sentences and with the place where it is. */
export interface Problem {
  /** An error keeps the scenario from running; a warning doesn't. */
  readonly severity: 'error' | 'warning';
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Where in the document: `nodes.order.replicas`, `faults[1].at`; empty for the whole of it. */
  readonly path: string;
  /** What is wrong. */
  readonly what: string;
  /** Why that matters or what the rule is. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
  /** Stable name of this sort of problem, and the facts in its sentences, for translations. */
  readonly code: string;
  readonly data: ProblemData;
}

export type ProblemData = Readonly<Record<string, string | number>>;

/** Steps from the top of the document to a value. */
export type Path = readonly (string | number)[];

/** A problem before it has a place and words. */
export interface Finding {
  readonly code: string;
  readonly path: Path;
  readonly data: ProblemData;
  /** Whether the place to show is the key (a setting that should not be) or its value. */
  readonly at?: 'key' | 'value';
  /** Instead of the path's place, for texts that could not be read. */
  readonly offset?: number;
  readonly severity?: 'warning';
}

/** `nodes.order.calls[0].to` */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}

/** A value as a short text for a message. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'a map' : short(asWritten(value));
}

/** A value as a document would have it on one line. */
export function asWritten(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
}

export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
