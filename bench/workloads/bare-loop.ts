import { keyedStream, stream } from '../../sim-core/random/generator.ts';
import { standardExponential } from '../../sim-core/random/ziggurat.ts';
import { LatencyRecorder } from '../../sim-core/stats/latency-recorder.ts';
import type { Workload } from './measured.ts';

const RATE = 90;
const SERVICE = 0.01;
/** Requests that wait at one time stay far below; a power of two. */
const MOST_WAITING = 1 << 16;

/**
 * W1 as a loop over the two things that can happen next: no kernel, no queue, no events, only the draws, a line and the
 * recorder. What this takes beyond the native program is the language.
 */
export const oneServer: Workload = (units) => () => {
  const latency = new LatencyRecorder(1);
  const gaps = stream(1, 'arrivals');
  const luck = keyedStream(1, 'service');
  const arrivedAt = new Float64Array(MOST_WAITING);
  const service = (): number => SERVICE * standardExponential(luck.rekey(begun++));
  let [head, tail, begun, ended, now] = [0, 0, 0, 0, 0];
  let arrival = standardExponential(gaps) / RATE;
  let departure = Infinity;
  while (ended < units) {
    if (arrival < departure) {
      now = arrival;
      arrivedAt[tail++ & (MOST_WAITING - 1)] = now;
      arrival = now + standardExponential(gaps) / RATE;
      if (departure === Infinity) departure = now + service();
    } else {
      now = departure;
      latency.record(now - arrivedAt[head++ & (MOST_WAITING - 1)]);
      ended++;
      departure = head === tail ? Infinity : now + service();
    }
  }
  return { units, events: 2 * units, peak: 2, result: latency.recent.mean };
};
