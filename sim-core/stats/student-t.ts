import { assert } from '../kernel/assert.ts';
import { incompleteBeta } from './incomplete-beta.ts';

/** Two-sided 95 % point of the standard normal distribution. */
export const NORMAL_95 = 1.959963984540054;

const X = NORMAL_95;
const X2 = X * X;
const G1 = (X * (1 + X2)) / 4;
const G2 = (X * (3 + X2 * (16 + X2 * 5))) / 96;
const G3 = (X * (-15 + X2 * (17 + X2 * (19 + X2 * 3)))) / 384;
const G4 = (X * (-945 + X2 * (-1920 + X2 * (1482 + X2 * (776 + X2 * 79))))) / 92_160;

/**
 * Two-sided 95 % point of Student's t, by the expansion of Abramowitz & Stegun 26.7.5. Within 0.0002 of the
 * true value from five degrees of freedom on; not meant for fewer.
 */
export function t95(degreesOfFreedom: number): number {
  const n = degreesOfFreedom;
  return X + (G1 + (G2 + (G3 + G4 / n) / n) / n) / n;
}

/** Chance that a Student's t of so many degrees of freedom is as far from 0 as `t`, on either side. */
export function tTails(t: number, degreesOfFreedom: number): number {
  if (t === Infinity || t === -Infinity) return 0;
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

let latest = { confidence: NaN, degreesOfFreedom: NaN, point: NaN };

/**
 * Two-sided point: |t| exceeds it with the chance 1 − `confidence`. For any number of degrees of freedom. It is searched
 * for once while the same is asked again, as for all points of a sweep.
 */
export function tPoint(confidence: number, degreesOfFreedom: number): number {
  if (latest.confidence !== confidence || latest.degreesOfFreedom !== degreesOfFreedom)
    latest = { confidence, degreesOfFreedom, point: searchedPoint(confidence, degreesOfFreedom) };
  return latest.point;
}

function searchedPoint(confidence: number, degreesOfFreedom: number): number {
  assert(confidence > 0 && confidence < 1, 'a confidence lies between 0 and 1');
  const tails = 1 - confidence;
  let low = 0;
  let high = 1;
  while (tTails(high, degreesOfFreedom) > tails) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (tTails(middle, degreesOfFreedom) > tails) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
