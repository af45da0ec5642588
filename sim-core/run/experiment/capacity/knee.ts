import { log, pow } from '../../../random/portable-math.ts';
import { pairedDifference } from '../../../stats/compare.ts';
import type { Outcome } from '../replications.ts';
import { findBoundary, mostPoints, type Axis, type Decision } from './boundary.ts';
import { AS_IT_IS, type Variations } from './variations.ts';
import type { Asking } from '../asking.ts';
import type { Lab } from './lab.ts';
import { FARTHEST } from './load-question.ts';

/** Neighbouring loads are a fourth of an octave apart. */
const STEPS_PER_OCTAVE = 4;
const SIDE = Math.ceil((STEPS_PER_OCTAVE * log(FARTHEST)) / log(2));
const AXIS: Axis = { size: 2 * SIDE, start: SIDE, stride: 2 };
/** After so many pairs of runs it is looked at what they say. */
const LOOKS: readonly number[] = [5, 10, 20];
/** A run without good answers has no power; its logarithm must still be a number. */
const NO_POWER = 1e-12;

/**
 * Where power, good answers per second divided by mean latency, stops growing with the load (Kleinrock, ICC 1979, “Power
 * and deterministic rules of thumb”): before it a load that grows by 1 % makes answers slower by less than 1 %, behind
 * it by more. M/M/1 has its knee at half of its capacity.
 */
export interface Knee {
  /** Power still grows at this factor of the load; null: it falls from the lowest load on. */
  readonly rises: number | null;
  /** And no longer at this one; null: it grows up to the highest load that was tried. */
  readonly falls: number | null;
  readonly complete: boolean;
}

const factorAt = (point: number): number =>
  point === SIDE ? 1 : Number(pow(2, (point - SIDE) / STEPS_PER_OCTAVE).toPrecision(4));

/** Total good answers per second over their mean latency, of the clients given. */
export function powerOf({ figures }: Outcome, clients: readonly string[]): number {
  let goodput = 0;
  let present = 0;
  for (const id of clients) {
    const rate = figures.get(`${id}.goodput`) ?? 0;
    goodput += rate;
    present += rate * (figures.get(`${id}.mean`) ?? 0);
  }
  // Goodput ÷ (present ÷ goodput), where present ÷ goodput is the mean latency over all clients.
  return present === 0 ? 0 : (goodput * goodput) / present;
}

/** Bisects on the sign of the change of power from a load to the next, by pairs of runs with the same luck. */
export function* askKnee(
  lab: Lab,
  variations: Variations,
  clients: readonly string[],
  error: number,
): Asking<Knee> {
  const each = error / mostPoints(AXIS) / LOOKS.length;
  const setAt = (point: number) => variations.setOf({ ...AS_IT_IS, factor: factorAt(point) });
  const logPowers = (outcomes: readonly Outcome[]) =>
    outcomes.map((outcome) => log(Math.max(NO_POWER, powerOf(outcome, clients))));
  const found = yield* findBoundary(
    AXIS,
    function* (point): Asking<Decision> {
      for (const look of LOOKS) {
        const lower = logPowers(yield* lab.study(setAt(point), look, () => false));
        const higher = logPowers(yield* lab.study(setAt(point + 1), look, () => false));
        if (Math.min(lower.length, higher.length) < look) break;
        const { mean, p } = pairedDifference(lower, higher, 1 - each);
        if (p < each) return mean > 0 ? 'meets' : 'misses';
      }
      return 'undecided';
    },
    () => lab.isOpen,
  );
  return {
    // Power rises from `meets` to the next load and falls from `misses` to the next: its peak lies between.
    rises: found.meets < 0 ? null : factorAt(found.meets),
    falls: found.misses >= AXIS.size ? null : factorAt(found.misses + 1),
    complete: found.complete,
  };
}
