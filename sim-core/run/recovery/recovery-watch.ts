import type { FaultObserver } from '../../fault/define.ts';
import type { Watch } from '../watch.ts';
import { beyond } from './band.ts';
import { causesIn, isLoop, type Cause, type Seen } from './causes.ts';
import { Episode } from './episode.ts';
import { clientSubject, queueSubject, type Subject } from './signals.ts';

/** Nobody is called stuck sooner than so many rows after the end, nor sooner than the faults had lasted. */
const PATIENCE = 64;
/** Looked at again after so many rows. */
const EVERY = 16;
const MOST_EPISODES = 1_000;

/** How an episode stands. */
export type RecoveryVerdict =
  /** Everything is as it was. */
  | 'returned'
  /** Not yet, but it comes nearer. */
  | 'returning'
  /** Neither back nor nearing, with a fault or a load that explains it, or nothing that does. */
  | 'stuck'
  /** Neither back nor nearing although every fault is over: the trouble sustains itself. */
  | 'metastable'
  /** The faults have not ended. */
  | 'lasting'
  /** Too little was seen before the fault. */
  | 'unknown';

export interface Standing {
  readonly episode: Episode;
  readonly verdict: RecoveryVerdict;
  /** Seconds from the end of the faults until all was back, or until now. */
  readonly seconds: number;
  readonly causes: readonly Cause[];
}

/**
 * After faults: is the system back in the state it was in before, how long did that take, and if it is not, what
 * sustains the trouble (Bronson, Aghayev, Charapko and Zhu, Metastable Failures in Distributed Systems, HotOS 2021)?
 */
export class RecoveryWatch implements Watch, FaultObserver {
  readonly past: Standing[] = [];
  private current: Episode | null = null;
  /** Faults in force that will end, and those in force for good that took nobody down. */
  private inForce = 0;
  private forGood = 0;
  /** Row from which the state before the next fault counts. */
  private calmSince = 0;
  private readonly seen: Seen;
  private readonly subjects: readonly Subject[];

  constructor(seen: Seen) {
    this.seen = seen;
    const { plan, sampler } = seen;
    this.subjects = [
      ...sampler.clients.map(({ instance }) => clientSubject(plan.instances[instance].id, instance, sampler)),
      ...plan.nodes.flatMap((node) => queueSubject(node, sampler) ?? []),
    ];
  }

  struck(text: string, ends: boolean, isOver: boolean): void {
    if (this.past.length >= MOST_EPISODES) return;
    this.current ??= new Episode(this.now, this.calmSince, this.row, this.subjects);
    this.current.struck(text);
    if (ends) this.inForce++;
    else if (!isOver && !this.somebodyIsDown) this.forGood++;
    if (this.inForce === 0) this.current.over = this.now;
  }

  ended(): void {
    if (--this.inForce === 0 && this.current !== null) this.current.over = this.now;
  }

  look(): void {
    const episode = this.current;
    if (episode === null) return;
    const { interval } = this.seen.sampler.series;
    const { row } = this;
    episode.look(row, interval);
    if (episode.before === null) {
      if (this.inForce === 0) this.close(row);
    } else if (episode.isBack) this.close(episode.backAt);
    else if (Number.isNaN(episode.stuckAt) && this.isDue(episode, row)) this.judge(episode);
  }

  /** Every episode so far, with how it stands now. */
  get standings(): readonly Standing[] {
    return this.current === null ? this.past : [...this.past, this.standing(this.current)];
  }

  private get now(): number {
    return this.seen.world.simulation.now;
  }

  private get row(): number {
    return this.seen.sampler.series.rows - 1;
  }

  private get somebodyIsDown(): boolean {
    const { simulation, places } = this.seen.world;
    return places.some(({ address }) => !simulation.isUp(address));
  }

  private isDue(episode: Episode, row: number): boolean {
    const { interval } = this.seen.sampler.series;
    const patience = Math.max(PATIENCE * interval, episode.over - episode.beganAt);
    return this.now - episode.over >= patience && row % EVERY === 0;
  }

  /** Patience is over: it is said when the trouble no longer gets less. */
  private judge(episode: Episode): void {
    const standing = this.standing(episode);
    const { verdict, causes, seconds } = standing;
    if (verdict !== 'metastable' && verdict !== 'stuck') return;
    episode.stuckAt = this.now;
    const cause = [...new Set(causes.map(({ kind }) => kind))].join(', ');
    const nodes = notBack(episode).join(', ');
    this.seen.world.moments.note(this.now, verdict, nodes, { seconds, cause });
  }

  /** All is back, since a row, or there is nothing to compare with. */
  private close(row: number): void {
    const standing = this.standing(this.current!);
    this.past.push(standing);
    this.calmSince = Math.max(row, 1);
    const { episode, verdict, seconds } = standing;
    if (verdict === 'returned' && episode.felt) {
      this.seen.world.moments.note(this.now, 'returned', '', { seconds });
    }
    this.current = null;
  }

  private standing(episode: Episode): Standing {
    const { interval } = this.seen.sampler.series;
    const since = Math.max(0, this.now - episode.over);
    const as = (verdict: RecoveryVerdict, seconds: number, causes: readonly Cause[] = []): Standing => ({
      episode,
      verdict,
      seconds,
      causes,
    });
    if (Number.isNaN(episode.over)) return as('lasting', NaN);
    if (episode.before === null) return as('unknown', NaN);
    if (episode.isBack) return as('returned', episode.secondsUntil(episode.backAt, interval));
    const causes = this.causesOf(episode);
    if (this.now - episode.over < PATIENCE * interval || episode.isNearing(this.row, interval))
      return as('returning', since, causes);
    return as(this.sustainsItself(episode, causes) ? 'metastable' : 'stuck', since, causes);
  }

  /** No fault in force, no more load than before, useless answers, and something that feeds on that. */
  private sustainsItself(episode: Episode, causes: readonly Cause[]): boolean {
    const isExplained = causes.some(({ kind }) => kind === 'more-load' || kind === 'still-down');
    const { row } = this;
    const fails = episode.subjects.some(({ bands }) =>
      bands.some((band) => band.signal.name === 'goodput' && beyond(band, row - PATIENCE, row) > 0),
    );
    return this.forGood === 0 && !isExplained && fails && causes.some(isLoop);
  }

  private causesOf(episode: Episode): readonly Cause[] {
    const { row } = this;
    const { before } = episode;
    const { interval } = this.seen.sampler.series;
    const from = Math.max(Math.ceil(episode.over / interval), row - PATIENCE);
    if (before === null || from >= row) return [];
    return causesIn(this.seen, { from: before[0], to: before[before.length - 1] }, { from, to: row });
  }
}

/** Who is not as before. */
export function notBack({ subjects }: Episode): string[] {
  return subjects.filter(({ backAt }) => backAt < 0).map(({ id }) => id);
}
