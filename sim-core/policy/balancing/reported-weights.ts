import type { BackendView } from './balancer.ts';

/** Seconds of reports before a weight counts, and seconds that it counts without further reports. */
const BLACKOUT = 10;
const EXPIRY = 180;
/** How much utilisation a backend that only fails is charged with. */
const ERROR_PENALTY = 1;

export interface Reports {
  /** A request has been answered, well or not. */
  answered(index: number, ok: boolean): void;
  /** Takes in what happened in the last `elapsed` seconds. */
  update(view: BackendView, elapsed: number): void;
  /** Weights that count now; 0 where there is none, or the backend may not be picked. To be read at once. */
  weights(view: BackendView): Float64Array;
}

/** What backends have reported, as gRFC A58 turns it to weights: requests per second per utilisation. */
export function reportedWeights(size: number): Reports {
  const latest = new Float64Array(size);
  const since = new Float64Array(size).fill(Infinity);
  const updated = new Float64Array(size).fill(-Infinity);
  const done = new Float64Array(size);
  const failed = new Float64Array(size);
  const counted = new Float64Array(size);
  return {
    answered(index, ok) {
      done[index]++;
      if (!ok) failed[index]++;
    },
    update({ utilisation, now }, elapsed) {
      for (let i = 0; i < size; i++) {
        const charge = utilisation[i] + (failed[i] / done[i]) * ERROR_PENALTY;
        const weight = done[i] / elapsed / charge;
        done[i] = failed[i] = 0;
        // NaN without a report or without requests: nothing new is known.
        if (!(weight > 0) || weight === Infinity) continue;
        latest[i] = weight;
        updated[i] = now;
        since[i] = Math.min(since[i], now);
      }
    },
    weights({ usable, now }) {
      for (let i = 0; i < size; i++) {
        if (now - updated[i] >= EXPIRY) since[i] = Infinity;
        counted[i] = usable[i] === 1 && now - since[i] >= BLACKOUT ? latest[i] : 0;
      }
      return counted;
    },
  };
}
