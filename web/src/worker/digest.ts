import { momentText } from '../../../sim-core/run/moment-text.ts';
import type { Run } from '../../../sim-core/run/run.ts';
import { Histogram } from '../../../sim-core/stats/histogram.ts';
import type { Digest, LatencyNow, LinkCount } from './protocol.ts';
import type { Scene } from './news.ts';

/** Requests that a present latency should rest on: then p99 has ten beyond it. */
const ENOUGH = 1_000;
/** A longer stretch than this many slices of the run says little about the present. */
const MOST_SLICES = 5;
/** Values that a quantile must have beyond it to be told. */
const BEYOND = 10;

export function digestOf({ run, pace, playing }: Scene, withMoments: boolean): Digest {
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
    failed: clients.map(({ client }) => client.failed),
    latency: clients.map(({ client }) => latencyNow(run, client.latency)),
    links: linksOf(run),
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
  while (first > 0 && newest - first + 1 < MOST_SLICES && merged.count < ENOUGH) merged.merge(slices[--first]);
  const at = (p: number): number | null => (merged.count * (1 - p) >= BEYOND - 1e-9 ? merged.quantile(p) : null);
  return { count: merged.count, span: now - Math.min(now, first * sliceLength), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Links by the nodes they join; made when first used, so a quiet link may be missing. */
function linksOf({ world }: Run): LinkCount[] {
  const counts = new Map<string, { from: string; to: string; sent: number; dropped: number; ways: number; cut: number }>();
  for (const { from, to, sent, dropped, cut } of world.network.links) {
    const key = `${from.node}>${to.node}`;
    let count = counts.get(key);
    if (count === undefined) counts.set(key, (count = { from: from.node, to: to.node, sent: 0, dropped: 0, ways: 0, cut: 0 }));
    count.sent += sent;
    count.dropped += dropped;
    count.ways++;
    if (cut) count.cut++;
  }
  return [...counts.values()];
}
