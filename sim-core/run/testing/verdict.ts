/** What a matcher has found out. */
export interface Verdict {
  readonly pass: boolean;
  /** The facts behind it, in a sentence or several lines. */
  readonly says: string;
}

/** Four digits and the unit. */
export function withUnit(value: number, unit: string): string {
  return `${Number(value.toPrecision(4))}${unit === '' ? '' : ` ${unit}`}`;
}
