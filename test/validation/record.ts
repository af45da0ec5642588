import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

/** One comparison: what a component was compared with, and what came out. */
export interface Validation {
  /** As in the docs: `M/M/1`, `round-robin`. */
  readonly component: string;
  /** Real program with its version, recording, formula or paper. */
  readonly oracle: string;
  /** What was compared: `mean sojourn, ρ = 0.9`. */
  readonly what: string;
  readonly expected: string;
  readonly measured: string;
  /** Half-width of the 99.9 % interval, or what the test allows; empty where equality is exact. */
  readonly interval: string;
}

/** A comparison as it is noted: with the test that made it, which says to which family it belongs. */
export interface Noted extends Validation {
  /** From the root: `test/theory/engine-queues.test.ts`. */
  readonly test: string;
  /** How many points were compared. */
  readonly points: number;
}

/** Notes a comparison for the table, when `npm run validation` asks for it; the test itself judges. */
export function record(validation: Validation): void {
  note(validation, 1);
}

/** Notes that every point of a recording or table was met exactly. */
export function recordExact(component: string, oracle: string, points: number, of: string): void {
  const all = `${points} of ${points}`;
  note({ component, oracle, what: of, expected: all, measured: all, interval: '' }, points);
}

/** Notes that so many values were computed, and how far the worst of them was from the oracle, relative to it. */
export function recordClose(
  component: string,
  oracle: string,
  points: number,
  of: string,
  worst: number,
): void {
  const expected = `${points} values`;
  note(
    { component, oracle, what: of, expected, measured: `worst ${worst.toExponential(0)}`, interval: '' },
    points,
  );
}

function note(validation: Validation, points: number): void {
  const file = process.env.BROWNOUT_VALIDATION;
  if (file === undefined) return;
  const root = path.join(import.meta.dirname, '../..');
  const test = path.relative(root, expect.getState().testPath ?? root).replaceAll('\\', '/');
  appendFileSync(file, `${JSON.stringify({ ...validation, test, points } satisfies Noted)}\n`);
}

/** How long a test may take: ten times as long when the page is made, which may happen on a machine that is busy. */
export function patience(milliseconds: number): number {
  return process.env.BROWNOUT_VALIDATION === undefined ? milliseconds : 10 * milliseconds;
}

/** Four significant digits, without an exponent for everyday sizes. */
export function digits(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
