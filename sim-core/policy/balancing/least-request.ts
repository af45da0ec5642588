import type { Random } from '../../random/generator.ts';
import { pow } from '../../random/portable-math.ts';
import { BackendHeap } from './backend-heap.ts';
import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { randomUsable } from './random-usable.ts';

interface State {
  /** With equal weights backends are drawn; with others they are scheduled. */
  areEqual: boolean;
  /** Of equal weights, so that drawing knows none. */
  readonly sums: Float64Array;
  readonly weights: Float64Array;
  readonly heap: BackendHeap;
  readonly deadlines: Float64Array;
  /** Of equal deadlines the one set first comes first. */
  readonly order: Float64Array;
  orders: number;
  /** Deadline of the last pick. */
  now: number;
}

/**
 * Envoy 1.30's LEAST_REQUEST. With equal weights, of `choices` backends drawn at random with replacement the
 * one with the fewest requests in flight, the first drawn on a tie. With different weights the earliest
 * deadline first: whoever is picked comes back `(in flight + 1)^bias ÷ weight` later.
 *
 * Left out: slow start, the full scan, and the random number of picks that Envoy skips when its list of hosts
 * changes, where it also schedules all hosts anew.
 */
export const leastRequest = defineBalancer<State>({
  name: 'least-request',
  summary: 'Fewest requests among some at random; with weights, scheduled by weight and load (Envoy).',
  init(view) {
    const { size } = view;
    const deadlines = new Float64Array(size);
    const order = new Float64Array(size);
    const state: State = {
      areEqual: true,
      sums: Float64Array.from({ length: size }, (_, i) => i + 1),
      weights: Float64Array.from(view.weights),
      heap: new BackendHeap(BackendHeap.places(size), (x, y) =>
        deadlines[x] === deadlines[y] ? order[x] < order[y] : deadlines[x] < deadlines[y],
      ),
      deadlines,
      order,
      orders: 0,
      now: 0,
    };
    state.areEqual = state.weights.every((weight) => weight === state.weights[0]);
    for (let i = 0; i < size; i++) changed(state, view, i);
    return state;
  },
  pick: (view, _key, state, luck) => (state.areEqual ? drawn(view, state, luck) : scheduled(view, state)),
  changed,
});

function drawn(view: BackendView, { sums }: State, luck: Random): number {
  let best = randomUsable(view, sums, luck);
  for (let draw = 1; draw < view.options.choices && best !== NONE; draw++) {
    const next = randomUsable(view, sums, luck);
    if (view.inFlight[next] < view.inFlight[best]) best = next;
  }
  return best;
}

function scheduled(view: BackendView, state: State): number {
  const { top } = state.heap;
  if (top === NONE) return NONE;
  state.now = state.deadlines[top];
  schedule(state, view, top);
  state.heap.moved(top);
  return top;
}

function schedule(state: State, { weights, inFlight, options: { bias } }: BackendView, index: number): void {
  state.deadlines[index] = state.now + pow(inFlight[index] + 1, bias) / weights[index];
  state.order[index] = ++state.orders;
}

function changed(state: State, view: BackendView, index: number): void {
  if (view.weights[index] !== state.weights[index]) {
    state.weights[index] = view.weights[index];
    state.areEqual = state.weights.every((weight) => weight === state.weights[0]);
  }
  const { heap } = state;
  const isUsable = view.usable[index] === 1;
  if (heap.has(index) === isUsable) return;
  if (!isUsable) {
    heap.leave(index);
    return;
  }
  // Who was away for a moment only, because a request had tried it, keeps its turn.
  if (state.deadlines[index] <= state.now) schedule(state, view, index);
  heap.enter(index);
}
