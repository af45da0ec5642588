import { momentText } from '../../../sim-core/run/moment-text.ts';
import type { Run } from '../../../sim-core/run/run.ts';
import { Histogram } from '../../../sim-core/stats/histogram.ts';
import type { Digest, LatencyNow } from './protocol.ts';
import type { Scene } from './news.ts';

/** Requests that a present latency should rest on: then p99 has ten beyond it. */
const ENOUGH = 1_000;
/** A longer stretch than this many slices of the run says little about the present. */
const MOST_SLICES = 5;
/** Values that a quantile must have beyond it to be told. */
const BEYOND = 10;

export function digestOf({ run, rates, pace, playing }: Scene, withMoments: boolean): Digest {
  const { simulation, requests, moments } = run.world;
  const { clients } = run.sampler;
  return {
    now: run.now,
    events: simulation.delivered,
    live: requests.live,
    fingerprint: run.fingerprint,
    playing,
    finished: run.finished,
    stop: run.stopReason,
    pace,
    latency: clients.map(({ client }) => latencyNow(run, client.latency)),
    links: rates.counts(run),
    moments: withMoments ? moments.list.map((moment) => ({ ...moment, text: momentText(moment) })) : null,
  };
}

type Recorder = Run['sampler']['clients'][number]['client']['latency'];

/** Looks back only as far as it takes to have enough requests. */
function latencyNow({ now }: Run, { recent, slices, sliceLength }: Recorder): LatencyNow {
  const merged = new Histogram();
  merged.merge(recent);
  const newest = Math.min(slices.length - 1, Math.max(0, Math.ceil(now / sliceLength - 1e-6) - 1));
  let first = newest + 1;
  while (first > 0 && newest - first + 1 < MOST_SLICES && merged.count < ENOUGH)
    merged.merge(slices[--first]);
  const at = (p: number): number | null =>
    merged.count * (1 - p) >= BEYOND - 1e-9 ? merged.quantile(p) : null;
  return {
    count: merged.count,
    span: now - Math.min(now, first * sliceLength),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}
