import { momentText } from '../../../sim-core/run/moment-text.ts';
import type { Scene } from './scene.ts';
import type { Digest } from './protocol.ts';

/** What panels show of a run just now. */
export function digestOf({ run, rates, latencies, pace, playing }: Scene, withMoments: boolean): Digest {
  const { simulation, requests, moments } = run.world;
  const latency = latencies.update(run);
  return {
    now: run.now,
    events: simulation.delivered,
    live: requests.live,
    fingerprint: run.fingerprint,
    playing,
    finished: run.finished,
    stop: run.stopReason,
    pace,
    latency,
    quantiles: latencies.rows,
    links: rates.counts(run),
    moments: withMoments ? moments.list.map((moment) => ({ ...moment, text: momentText(moment) })) : null,
  };
}
