import type { Run } from '../../../sim-core/run/run.ts';
import type { Interventions } from './doings.ts';
import { LinkRates } from './link-rates.ts';

/** Runs that wait at most. */
const MOST = 8;
/** Gaps between them that are left as they are, as a share of the run. */
const NEAR = 1 / 8;
/** What they may take all together, and about what each instance takes beside the large tables. */
const MOST_BYTES = 64e6;
const INSTANCE_BYTES = 4000;
/** Events between two looks at the clock. */
const SLICE = 400;

/** A run that waits, with what was read off it on its way. */
export interface Waiting {
  readonly run: Run;
  readonly rates: LinkRates;
}

/**
 * Runs that wait at instants along the way, so that going back replays a short stretch instead of everything. A run cannot
 * be copied: each of these was advanced to its place when there was nothing else to do, and whoever takes one takes
 * it away. All of them follow the same plan.
 */
export class Waypoints {
  private readonly fresh: () => Run;
  /** In the order of their time. */
  private waiting: Waiting[] = [];
  /** On its way to its place. */
  private growing: Waiting | null = null;
  private place = 0;
  /** Seconds: gaps up to here are left as they are. */
  private near = Infinity;
  /** There was no room for the last one. */
  private isFull = false;

  /** @param fresh makes a run at second 0 that follows the plan. */
  constructor(fresh: () => Run) {
    this.fresh = fresh;
  }

  /** Where runs wait, in simulated seconds. */
  get places(): readonly number[] {
    return this.waiting.map(({ run }) => run.now);
  }

  /** Another scenario, or another seed. @param duration seconds that it takes. */
  begin(duration: number): void {
    this.waiting = [];
    this.growing = null;
    this.near = duration * NEAR;
    this.isFull = false;
  }

  /** Another plan, which is the same before second `from`: what has come further belongs to another future. */
  replan(interventions: Interventions, from: number): void {
    this.waiting = this.waiting.filter(({ run }) => run.now < from);
    if (this.growing !== null && this.growing.run.now >= from) this.growing = null;
    for (const { run } of this.all) run.replan(interventions);
  }

  /** Takes the latest one that waits after `after` and not after `time`; null when there is none. */
  take(time: number, after: number): Waiting | null {
    let best: Waiting | null = null;
    for (const each of this.all) {
      const { now } = each.run;
      if (now <= time && now > (best?.run.now ?? after)) best = each;
    }
    if (best === null) return null;
    if (best === this.growing) this.growing = null;
    else this.isFull = false;
    this.waiting = this.waiting.filter((each) => each !== best);
    return best;
  }

  /** A run that is not wanted just now waits where it is. When there are too many, the one that is missed least goes. */
  leave(waiting: Waiting): void {
    if (waiting.run.now === 0) return;
    waiting.run.world.network.tap = null;
    this.waiting.push(waiting);
    this.waiting.sort((a, b) => a.run.now - b.run.now);
    while (this.waiting.length > MOST || this.bytes > MOST_BYTES) this.waiting.splice(this.leastMissed(), 1);
  }

  /**
   * Sets up another one where the way is longest, up to the wall clock's `until`.
   * @param reached seconds that are of interest: where anybody has been.
   * @returns whether there is more to do.
   */
  work(reached: number, until: number): boolean {
    this.growing ??= this.next(reached);
    if (this.growing === null) return false;
    const { run, rates } = this.growing;
    while (performance.now() < until) {
      const isThere = run.advance(this.place, SLICE);
      rates.note(run);
      if (!isThere && !run.finished) continue;
      const grown = this.growing;
      this.growing = null;
      this.leave(grown);
      this.isFull = !this.waiting.includes(grown);
      break;
    }
    return true;
  }

  private get all(): readonly Waiting[] {
    return this.growing === null ? this.waiting : [...this.waiting, this.growing];
  }

  private get bytes(): number {
    return this.waiting.reduce((sum, { run }) => sum + bytesOf(run), 0);
  }

  /** In the middle of the widest gap, unless that is small or there is no room for another one. */
  private next(reached: number): Waiting | null {
    const largest = Math.max(0, ...this.waiting.map(({ run }) => bytesOf(run)));
    if (this.isFull || this.waiting.length === MOST || this.bytes + largest > MOST_BYTES) return null;
    let begin = 0;
    let width = 0;
    let last = 0;
    for (const place of [...this.places, reached]) {
      if (place - last > width) {
        begin = last;
        width = place - last;
      }
      last = Math.max(last, place);
    }
    if (width <= this.near) return null;
    this.place = begin + width / 2;
    return { run: this.fresh(), rates: new LinkRates() };
  }

  /** Index of the one whose neighbours are nearest to each other. */
  private leastMissed(): number {
    const { places } = this;
    let least = 0;
    let smallest = Infinity;
    for (let i = 0; i < places.length - 1; i++) {
      const gap = places[i + 1] - (i === 0 ? 0 : places[i - 1]);
      if (gap >= smallest) continue;
      smallest = gap;
      least = i;
    }
    return least;
  }
}

/** Rows of the recording that are still to come take no memory yet. */
function bytesOf({ world: { requests, simulation }, sampler, now, duration }: Run): number {
  const { components, queue } = simulation;
  const tables = requests.floats.byteLength + requests.words.byteLength + queue.table.floats.byteLength;
  return tables + sampler.series.data.byteLength * (now / duration) + components.length * INSTANCE_BYTES;
}
