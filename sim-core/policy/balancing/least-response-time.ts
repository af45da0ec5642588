import { BackendHeap } from './backend-heap.ts';
import { type BackendView, defineBalancer, NONE } from './balancer.ts';

/** Response times that the average is taken over. */
const SAMPLES = 100;

interface Times {
  readonly ring: Float64Array;
  sum: number;
  count: number;
  next: number;
}

interface State {
  readonly heap: BackendHeap;
  /** Backends that never answered have none. */
  readonly times: (Times | undefined)[];
  /** Average response time × (1 + in flight) ÷ weight. */
  readonly scores: Float64Array;
  /** When the turn of a backend comes among those that tie, in units of 1 ÷ weight. */
  readonly deadlines: Float64Array;
}

/**
 * Lowest average response time × (1 + requests in flight) ÷ weight; who never answered has 0 and is tried
 * first. Those that tie take turns by earliest deadline. Traefik 3.6, strategy `leasttime`; NGINX Plus'
 * `least_time` and Citrix' least response time are of this kind, their formulas unpublished or without
 * weights. The average is over the last 100 answers, fast errors included: that is the known trap.
 *
 * Traefik counts whole milliseconds to the first byte; here it is the exact time to the whole answer.
 */
export const leastResponseTime = defineBalancer<State>({
  name: 'least-response-time',
  summary: 'Picks the lowest average response time times requests in flight (Traefik’s leasttime).',
  init(view) {
    const { size, weights } = view;
    const scores = new Float64Array(size);
    const deadlines = new Float64Array(size);
    for (let i = 0, last = 0; i < size; i++) deadlines[i] = last += 1 / weights[i];
    const heap = new BackendHeap(BackendHeap.places(size), (x, y) => {
      if (scores[x] !== scores[y]) return scores[x] < scores[y];
      return deadlines[x] === deadlines[y] ? x < y : deadlines[x] < deadlines[y];
    });
    const state: State = { heap, scores, deadlines, times: new Array<undefined>(size).fill(undefined) };
    for (let i = 0; i < size; i++) changed(state, view, i);
    return state;
  },
  pick({ weights }, _key, { heap, scores, deadlines }) {
    const { top, second } = heap;
    if (second === NONE || scores[second] !== scores[top]) return top;
    deadlines[top] += 1 / weights[top];
    heap.moved(top);
    return top;
  },
  changed,
  ended(state, view, index, seconds, ok) {
    if (!ok) return;
    record((state.times[index] ??= noTimes()), seconds);
    changed(state, view, index);
  },
});

function changed(state: State, { usable, inFlight, weights }: BackendView, index: number): void {
  const { heap, scores, times } = state;
  const own = times[index];
  scores[index] = own === undefined ? 0 : ((own.sum / own.count) * (1 + inFlight[index])) / weights[index];
  if (!heap.has(index)) {
    if (usable[index] === 1) heap.enter(index);
  } else if (usable[index] === 1) heap.moved(index);
  else heap.leave(index);
}

function noTimes(): Times {
  return { ring: new Float64Array(SAMPLES), sum: 0, count: 0, next: 0 };
}

function record(times: Times, seconds: number): void {
  if (times.count < SAMPLES) times.count++;
  times.sum += seconds - times.ring[times.next];
  times.ring[times.next] = seconds;
  times.next = (times.next + 1) % SAMPLES;
  // A sum that only ever adds and subtracts drifts; once a round it is taken anew.
  if (times.next === 0) times.sum = times.ring.reduce((sum, each) => sum + each, 0);
}
