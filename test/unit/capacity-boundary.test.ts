import { describe, expect, it } from 'vitest';
import {
  findBoundary,
  mostPoints,
  type Axis,
  type Boundary,
  type Decision,
} from '../../sim-core/run/experiment/capacity/boundary.ts';

/** Points below `meets` meet, from `misses` on they miss, those between cannot be decided. */
function search(axis: Axis, meets: number, misses: number, most = Infinity): Boundary & { probes: number[] } {
  const probes: number[] = [];
  const finding = findBoundary<never>(
    axis,
    // Answers at once: nothing has to be asked for.
    // eslint-disable-next-line require-yield
    function* (point): Generator<never, Decision, void> {
      probes.push(point);
      return point < meets ? 'meets' : point >= misses ? 'misses' : 'undecided';
    },
    () => probes.length < most,
  );
  const step = finding.next();
  if (step.done !== true) throw new Error('nothing was to be asked for');
  return { ...step.value, probes };
}

const AXES: readonly Axis[] = [
  { size: 1, start: 0, stride: 1 },
  { size: 2, start: 1, stride: 1 },
  { size: 9, start: 4, stride: 1 },
  { size: 33, start: 0, stride: 1 },
  { size: 40, start: 39, stride: 3 },
  { size: 61, start: 30, stride: 12 },
];

describe('a boundary on an axis', () => {
  it.each(AXES)('is found wherever it is: $size points from $start in steps of $stride', (axis) => {
    for (let border = 0; border <= axis.size; border++) {
      const found = search(axis, border, border);
      expect(found).toMatchObject({ meets: border - 1, misses: border, undecided: [], complete: true });
      expect(new Set(found.probes).size, 'no point is looked at twice').toBe(found.probes.length);
      expect(found.probes.length).toBeLessThanOrEqual(mostPoints(axis));
    }
  });

  it.each(AXES)('has a band where it cannot be told: $size points from $start', (axis) => {
    for (let meets = 0; meets <= axis.size; meets++) {
      for (let misses = meets + 1; misses <= axis.size; misses++) {
        const found = search(axis, meets, misses);
        expect(found.probes.length, `${meets} to ${misses}`).toBeLessThanOrEqual(mostPoints(axis));
        // A narrow band may be stepped over; what is claimed is right, and both edges are tight.
        expect(found.meets).toBeLessThan(meets);
        expect(found.misses).toBeGreaterThanOrEqual(misses);
        const edges = [found.meets, ...found.undecided, found.misses];
        expect(edges[1] - edges[0]).toBe(1);
        expect(edges.at(-1)! - edges.at(-2)!).toBe(1);
      }
    }
  });

  it('is looked for near the start first', () => {
    const found = search({ size: 421, start: 210, stride: 12 }, 230, 230);
    expect(found.probes.slice(0, 4)).toEqual([210, 222, 246, 234]);
    expect(found.probes.length).toBeLessThan(10);
  });

  it('ends where it is when nothing more may be asked', () => {
    const found = search({ size: 421, start: 210, stride: 12 }, 230, 230, 3);
    expect(found).toMatchObject({ meets: 222, misses: 246, complete: false });
  });
});
