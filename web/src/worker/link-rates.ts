import type { Run } from '../../../sim-core/run/run.ts';
import type { LinkCount } from './protocol.ts';

/** Readings kept: rates are over as many intervals of the recording. */
const KEPT = 12;

interface Reading {
  readonly at: number;
  readonly sent: ReadonlyMap<string, number>;
}

/** Messages per second between nodes, over the last stretch of the run: right after a jump as well. */
export class LinkRates {
  private readings: Reading[] = [];

  /** To be called often; reads at most once per interval of the recording. */
  note(run: Run): void {
    const last = this.readings[this.readings.length - 1];
    if (last !== undefined && run.now < last.at + run.plan.interval) return;
    this.readings.push({
      at: run.now,
      sent: new Map(countsOf(run).map(({ from, to, sent }) => [`${from}>${to}`, sent])),
    });
    if (this.readings.length > KEPT) this.readings.shift();
  }

  counts(run: Run): LinkCount[] {
    const first = this.readings[0];
    const span = first === undefined ? 0 : run.now - first.at;
    return countsOf(run).map((count) => ({
      ...count,
      rate: span > 0 ? (count.sent - (first.sent.get(`${count.from}>${count.to}`) ?? 0)) / span : null,
    }));
  }
}

type Count = Omit<LinkCount, 'rate'>;

/** Links by the nodes they join; made when first used, so a quiet link may be missing. */
function countsOf({ world }: Run): Count[] {
  const counts = new Map<string, { -readonly [K in keyof Count]: Count[K] }>();
  for (const { from, to, sent, dropped, cut } of world.network.links) {
    const key = `${from.node}>${to.node}`;
    let count = counts.get(key);
    if (count === undefined) {
      count = { from: from.node, to: to.node, sent: 0, dropped: 0, ways: 0, cut: 0 };
      counts.set(key, count);
    }
    count.sent += sent;
    count.dropped += dropped;
    count.ways++;
    if (cut) count.cut++;
  }
  return [...counts.values()];
}
