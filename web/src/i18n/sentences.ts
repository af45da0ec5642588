/** What is wrong, why that matters, what to do; `{{…}}` are the facts of the problem. */
export interface Sentences {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

export const p = (what: string, why: string, fix: string): Sentences => ({ what, why, fix });
