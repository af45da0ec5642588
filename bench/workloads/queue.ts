import { EventQueue } from '../../sim-core/kernel/event-queue.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { standardExponential } from '../../sim-core/random/ziggurat.ts';
import { Histogram } from '../../sim-core/stats/histogram.ts';
import type { Workload } from './measured.ts';

/** W3 on the bare queue: take the earliest of `pending` events, put it back an exponential time later. */
export function hold(pending: number, structure: 'ladder' | 'heap' = 'ladder'): Workload {
  return (units) => {
    const luck = stream(1, 'hold');
    const queue = new EventQueue({ structure });
    for (let i = 0; i < pending; i++) {
      queue.due = standardExponential(luck);
      queue.post(0, 0, i, 0);
    }
    holdFor(queue, luck, 2 * pending);
    const begin = queue.peekTime();
    return () => {
      holdFor(queue, luck, units);
      const result = ((queue.peekTime() - begin) * pending) / units;
      return { units, events: units, peak: queue.peak, result };
    };
  };
}

function holdFor(queue: EventQueue, luck: ReturnType<typeof stream>, steps: number): void {
  for (let i = 0; i < steps; i++) {
    const row = queue.pop();
    queue.due = queue.timeOf(row) + standardExponential(luck);
    queue.post(0, 0, queue.aOf(row), 0);
  }
}

const ARRIVAL = 0;
const DONE = 1;
const TIMEOUT = 2;
const ROWS = 1 << 16;

/** W4 on the bare queue: 1000 arrivals a second, exponential service of 250 ms, a timeout of 1 s. */
export const timeouts: Workload = (units) => () => {
  const arrivals = stream(1, 'arrivals');
  const work = stream(1, 'work');
  const queue = new EventQueue();
  const lane = queue.lane(1);
  const latency = new Histogram();
  const started = new Float64Array(ROWS);
  const timeouts = new Float64Array(ROWS);
  const dones = new Float64Array(ROWS);
  const free = Int32Array.from({ length: ROWS }, (_, i) => ROWS - 1 - i);
  let freeCount = ROWS;
  let ended = 0;
  let expired = 0;
  let events = 0;
  queue.due = standardExponential(arrivals) / 1000;
  queue.push(0, ARRIVAL, 0, 0);
  while (ended < units) {
    const popped = queue.pop();
    const now = queue.timeOf(popped);
    const op = queue.opOf(popped);
    const row = queue.targetOf(popped);
    events++;
    if (op === ARRIVAL) {
      const fresh = free[--freeCount];
      started[fresh] = now;
      queue.due = now + standardExponential(arrivals) / 1000;
      queue.push(0, ARRIVAL, 0, 0);
      queue.due = now + 0.25 * standardExponential(work);
      dones[fresh] = queue.push(fresh, DONE, 0, 0);
      timeouts[fresh] = queue.pushLane(lane, now, fresh, TIMEOUT, 0, 0);
    } else {
      if (op === DONE) {
        latency.record(now - started[row]);
        queue.cancel(timeouts[row]);
      } else {
        expired++;
        queue.cancel(dones[row]);
      }
      free[freeCount++] = row;
      ended++;
    }
  }
  return { units: ended, events, peak: queue.peak, result: expired / ended };
};
