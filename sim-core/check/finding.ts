/** A law that a run has broken: a mistake of ours, never of the scenario. */
export interface Finding {
  readonly severity: 'error';
  readonly what: string;
}

export function broken(what: string): Finding {
  return { severity: 'error', what };
}
