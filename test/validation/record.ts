import { appendFileSync } from 'node:fs';

/** One line of `docs/models/validation.md`: what a component was compared with, and what came out. */
export interface Validation {
  /** As in the docs: `M/M/1`, `round-robin`. */
  readonly component: string;
  /** Real program with its version, recording, formula or paper. */
  readonly oracle: string;
  /** What was compared: `mean sojourn, ρ = 0.9`. */
  readonly what: string;
  readonly expected: string;
  readonly measured: string;
  /** Half-width of the 99.9 % interval; empty where equality is exact. */
  readonly interval: string;
}

/** Notes a comparison for the table, when `npm run validation` asks for it; the test itself judges. */
export function record(validation: Validation): void {
  const file = process.env.BROWNOUT_VALIDATION;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(validation)}\n`);
}

/** Notes that every point of a recording or table was met exactly. */
export function recordExact(component: string, oracle: string, points: number, of: string): void {
  record({
    component,
    oracle,
    what: of,
    expected: `${points} of ${points}`,
    measured: `${points} of ${points}`,
    interval: '',
  });
}

/** Four significant digits, without an exponent for everyday sizes. */
export function digits(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
