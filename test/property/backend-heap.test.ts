import { expect, it } from 'vitest';
import { BackendHeap } from '../../sim-core/policy/balancing/backend-heap.ts';
import { NONE } from '../../sim-core/policy/balancing/balancer.ts';
import { stream } from '../../sim-core/random/generator.ts';

const SIZE = 40;
const STEPS = 4000;

/** Enters, leaves and moves at random, now more of the one and now more of the other, so that it is often few and often many. */
it('knows the first and the second of its backends, be they few or many', () => {
  const luck = stream(1, 'backend-heap');
  const keys = Float64Array.from({ length: SIZE }, () => luck.next());
  const heap = new BackendHeap(BackendHeap.places(SIZE), (x, y) => keys[x] < keys[y]);
  const there = new Set<number>();
  let most = 0;
  for (let step = 0; step < STEPS; step++) {
    const index = luck.int(SIZE);
    const isGrowing = Math.floor(step / 200) % 2 === 0;
    const what = luck.int(4);
    if (!there.has(index)) {
      if (!isGrowing && what > 0) continue;
      heap.enter(index);
      there.add(index);
    } else if (what < (isGrowing ? 1 : 3)) {
      heap.leave(index);
      there.delete(index);
    } else {
      keys[index] = luck.next();
      heap.moved(index);
    }
    most = Math.max(most, there.size);
    const [first = NONE, second = NONE] = [...there].sort((x, y) => keys[x] - keys[y]);
    if (luck.int(2) === 0)
      expect([heap.top, heap.second, heap.size], `step ${step}`).toEqual([first, second, there.size]);
  }
  expect(most).toBeGreaterThan(30);
});
