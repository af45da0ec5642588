import { defineBalancer, NONE } from './balancer.ts';
import { ProbePool } from './probe-pool.ts';
import { randomUsable } from './random-usable.ts';
import { runningWeights } from './running-weights.ts';

/** With fewer probes than this there is nothing to choose from. */
const LEAST_PROBES = 2;

interface State {
  readonly sums: Float64Array;
  readonly pool: ProbePool;
  readonly asked: number[];
}

/**
 * Prequal (Wydrowski, Kleinberg, Rumble, Archer 2024, “Load is not what you should balance”, NSDI, §4). Every
 * request also sends `probesPerPick` probes to different backends at random; their answers, requests in flight
 * and expected latency, go to a pool. A request is sent by the pool as it is, without waiting: backends with
 * more in flight than the `hotQuantile` of recent answers are hot. If all are hot, the fewest in flight wins,
 * otherwise the cold one of lowest latency. With fewer than two answers a backend is drawn at random.
 *
 * Left out: probes while no requests come, and the sinkhole guard; weights do not count.
 */
export const prequal = defineBalancer<State>({
  name: 'prequal',
  summary: 'Asks a few backends ahead; avoids the loaded, then prefers the fast (Prequal’s hot-cold rule).',
  init: (view) => ({
    sums: runningWeights({ size: view.size, weights: new Uint8Array(view.size).fill(1) }),
    pool: new ProbePool(view.size, view.options),
    asked: [],
  }),
  pick(view, _key, { sums, pool }, luck) {
    pool.expire(view.now);
    const picked = pool.size < LEAST_PROBES ? NONE : pool.choose(view.usable);
    pool.shed();
    return picked === NONE ? randomUsable(view, sums, luck) : picked;
  },
  probes(state, view, luck) {
    const { asked, sums } = state;
    asked.length = 0;
    for (let k = 0; k < Math.min(view.options.probesPerPick, view.size); k++) {
      const index = randomUsable(view, sums, luck);
      if (index !== NONE && !asked.includes(index)) asked.push(index);
    }
    return asked;
  },
  probed: ({ pool }, view, index, inFlight, seconds) => pool.add(index, inFlight, seconds, view.now),
});
