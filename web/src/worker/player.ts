import { Hops } from '../../../sim-core/run/hops.ts';
import type { Report } from '../../../sim-core/run/report.ts';
import { Run } from '../../../sim-core/run/run.ts';
import { loadScenario, type Scenario } from '../../../sim-core/scenario/index.ts';
import { describe, pageProblem } from './describe.ts';
import { planOne, plansFor, type Plans } from './doings.ts';
import { MOST_HOPS } from '../../../view/frame.ts';
import { LatencyTable } from '../../../view/latency-table.ts';
import { LinkRates } from './link-rates.ts';
import { News, type Post } from './news.ts';
import { Pace } from './pace.ts';
import type { Doing, DoingWish, DoResult, Opening, OpenResult, PageProblem } from './protocol.ts';
import { suitableSpeed } from './suitable-speed.ts';
import { Waypoints } from './waypoints.ts';

/** Milliseconds of work before the worker looks for messages again. */
const BUDGET = 10;
/** Milliseconds between two looks while there is nothing to catch up with. */
const REST = 6;
/** Events between two looks at the clock. */
const SLICE = 400;
/** Milliseconds of quiet before runs are set up along the way, and those that playing leaves for it between two looks. */
const QUIET = 400;
const SPARE = 3;
/** To make a run of more instances takes so long that one would see it while another is played. */
const FEW_INSTANCES = 200;
/** Seconds on screen of hops to collect before an instant that is jumped to. */
const LEAD = 4;

/**
 * Plays one run: advances it at the wanted pace in short stretches, sends frames, goes back by replaying.
 * A run is its scenario, its seed and what is done to it; the player holds exactly these three.
 */
export class Player {
  private readonly news: News;
  private readonly pace = new Pace();
  private scenario: Scenario | null = null;
  private run: Run | null = null;
  private hops: Hops | null = null;
  private rates = new LinkRates();
  private latencies: LatencyTable | null = null;
  private seed = 0;
  private plans: Plans | null = null;
  private speed = 1;
  private sampling = 0;
  private playing = false;
  /** The page has taken in what was opened, and wants news of it. */
  private begun = false;
  private scheduled = false;
  /** Grows with every jump: an older jump that is still being replayed gives up. */
  private jump = 0;
  private isJumping = false;
  /** Whether it plays on once the newest jump has arrived. */
  private resumes = false;
  private readonly wake = new MessageChannel();
  private readonly waypoints = new Waypoints(() => this.fresh(this.plans!));
  /** A run in which a mistake of ours has stopped an event halfway: nobody may go on from it. */
  private broken: Run | null = null;
  /** Seconds up to which this future has been seen. */
  private reached = 0;
  private quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(post: Post) {
    this.news = new News(post);
    this.wake.port1.addEventListener('message', () => this.tick());
    this.wake.port1.start();
  }

  open({ text, seed, sets, doings, files, speed }: Opening): OpenResult {
    const { scenario, problems } = loadScenario(text, { set: sets, files });
    if (scenario === null) return { ok: false, problems: problems.map(pageProblem) };
    const plans = plansFor(scenario, doings);
    const run = new Run(scenario, { seed: seed ?? scenario.seed, interventions: plans.interventions });
    this.playing = false;
    this.begun = false;
    this.resumes = false;
    this.jump++;
    this.isJumping = false;
    this.news.forget();
    this.scenario = scenario;
    this.seed = run.seed;
    this.plans = plans;
    this.sampling = 0;
    this.speed = speed ?? suitableSpeed(run.duration);
    this.reached = 0;
    this.waypoints.begin(run.duration);
    this.install(run);
    return {
      ok: true,
      run: this.news.run,
      opened: describe(run, problems),
      speed: this.speed,
      doings: plans.doings,
      unfit: plans.unfit,
    };
  }

  async begin(run: number, at: number, playing: boolean): Promise<void> {
    if (run !== this.news.run) return;
    this.begun = true;
    if (at > 0) await this.seek(at);
    if (playing) this.play();
    else this.tell();
  }

  check(text: string, files: Opening['files']): PageProblem[] {
    return loadScenario(text, { files }).problems.map(pageProblem);
  }

  play(): void {
    this.resumes = this.isJumping;
    if (this.run === null || this.run.finished || this.isJumping) return;
    this.playing = true;
    this.pace.start(this.run.now, this.speed, performance.now());
    this.schedule();
    this.tell();
  }

  pause(): void {
    this.resumes = false;
    if (!this.playing) return;
    this.playing = false;
    this.tell();
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    if (this.playing) this.pace.start(this.run!.now, speed, performance.now());
    else this.tell();
  }

  sample(log2: number): void {
    this.sampling = log2;
    if (this.hops !== null) this.hops.sampling = log2;
  }

  report(): Report | null {
    return this.run?.report() ?? null;
  }

  step(to: 'event' | 'moment'): void {
    const run = this.run!;
    this.playing = false;
    const moments = run.world.moments.list;
    const before = moments.length;
    const isThere = (): boolean => (to === 'event' ? true : moments.length > before);
    this.hops!.span = this.lead;
    this.guard(() => {
      do {
        run.advance(run.duration, 1);
        this.rates.note(run);
      } while (!isThere() && !run.finished);
    });
    this.tell();
    this.hops!.span = Infinity;
  }

  /** Goes to an instant: on from here or from a run that waits nearer to it, else from the start when it lies behind. */
  async seek(time: number): Promise<void> {
    this.resumes ||= this.playing;
    this.playing = false;
    this.approach(time);
    if (!(await this.replayTo(time))) return;
    this.news.jumped();
    if (this.resumes) this.play();
    else this.tell();
  }

  /**
   * Does something now, or where the jump under way leads to. What was planned for later belongs to another future and is
   * put aside. A setting that was set at this very instant is set anew: the value in between was never of any use.
   */
  async act(entry: Doing['entry']): Promise<DoResult> {
    const opened = this.news.run;
    while (this.isJumping) await rest();
    if (opened !== this.news.run) return { ok: false, problems: [] };
    const run = this.run!;
    const at = run.now;
    const met = this.plans!.doings.filter((doing) => doing.at <= at);
    const kept = met.filter(
      (doing) => doing.at < at || entry.set === undefined || doing.entry.set !== entry.set,
    );
    const dropped = this.plans!.doings.filter((doing) => doing.at > at);
    const before = plansFor(this.scenario!, kept);
    const plan = planOne(before.scenario, at, entry);
    if ('problems' in plan) return { ok: false, problems: plan.problems };
    const doings = [...before.doings, plan.doing];
    if (kept.length < met.length) {
      await this.redo(doings, at, at);
      return { ok: true, doings, dropped };
    }
    run.replan(before.interventions);
    const interventions = [...before.interventions, run.intervene(plan.command)];
    this.plans = { doings, interventions, scenario: plan.scenario, unfit: 0 };
    this.anotherFuture(at);
    this.tell();
    return { ok: true, doings, dropped };
  }

  async redo(wishes: readonly DoingWish[], at: number, from: number): Promise<DoResult> {
    this.plans = plansFor(this.scenario!, wishes);
    this.anotherFuture(from);
    if (this.run!.now < from) this.run!.replan(this.plans.interventions);
    else this.install(this.fresh(this.plans));
    await this.seek(at);
    return { ok: true, doings: this.plans.doings, dropped: [] };
  }

  takeBack(frame: Float64Array): void {
    if (this.news.takeBack(frame) && !this.playing) this.tell();
  }

  /** What comes after second `from` was never seen. */
  private anotherFuture(from: number): void {
    this.reached = Math.min(this.reached, from);
    this.waypoints.replan(this.plans!.interventions, from);
    this.news.anotherFuture(from, this.run!.plan.interval);
  }

  /** Takes the run that has the shortest way to an instant; the one that was seen waits where it is. */
  private approach(time: number): void {
    const run = this.run!;
    const { rates } = this;
    const isBehind = time < run.now;
    const nearer = this.waypoints.take(time, isBehind ? 0 : run.now);
    if (nearer === null && !isBehind) return;
    this.install(nearer?.run ?? this.fresh(this.plans!), nearer?.rates);
    if (run !== this.broken) this.waypoints.leave({ run, rates });
  }

  /** Seconds of the run whose dots are still on their way at an instant. */
  private get lead(): number {
    return LEAD * Math.min(this.speed, this.run!.duration);
  }

  private fresh({ interventions }: Plans): Run {
    return new Run(this.scenario!, { seed: this.seed, interventions });
  }

  private install(run: Run, rates = new LinkRates()): void {
    this.run = run;
    this.rates = rates;
    this.latencies = new LatencyTable(run);
    this.hops = new Hops(run.world, MOST_HOPS);
    this.hops.sampling = this.sampling;
  }

  /**
   * Advances as fast as it goes, looking for messages in between. Only the last stretch is watched, so that
   * the picture of the instant has the dots that were on their way.
   * @returns false if a later jump overtook this one.
   */
  private async replayTo(time: number): Promise<boolean> {
    const jump = ++this.jump;
    this.isJumping = true;
    const run = this.run!;
    const hops = this.hops!;
    const from = run.now;
    const lead = Math.max(from, time - this.lead);
    run.world.network.tap = null;
    hops.clear();
    hops.span = this.lead;
    for (const goal of [lead, time]) {
      if (goal === time) run.world.network.tap = hops;
      while (run.now < goal && !run.finished) {
        this.guard(() => this.work(goal));
        if (jump !== this.jump) return false;
        if (run.now < goal) {
          this.news.seeking((run.now - from) / (time - from));
          await rest();
          if (jump !== this.jump) return false;
        }
      }
    }
    hops.span = Infinity;
    this.isJumping = false;
    this.news.seeking(1);
    return true;
  }

  /** Advances towards `goal` until the budget of time is used up. */
  private work(goal: number): void {
    const run = this.run!;
    const until = performance.now() + BUDGET;
    while (performance.now() < until) {
      const arrived = run.advance(goal, SLICE);
      this.rates.note(run);
      if (arrived || run.finished) return;
    }
  }

  private tick(): void {
    this.scheduled = false;
    const run = this.run;
    if (!this.playing || run === null) return;
    const goal = this.pace.goal(performance.now(), run.duration);
    this.guard(() => this.work(goal));
    const behind = run.now < goal;
    this.pace.measure(run.now, performance.now(), behind);
    if (run.finished) this.playing = false;
    else if (!behind && run.plan.instances.length <= FEW_INSTANCES) this.setUp(SPARE);
    this.tell(!run.finished);
    if (this.playing) this.schedule(behind);
  }

  private schedule(atOnce = true): void {
    if (this.scheduled) return;
    this.scheduled = true;
    if (atOnce) this.wake.port2.postMessage(0);
    else setTimeout(() => this.tick(), REST);
  }

  /** Sets up runs along the way, for so many milliseconds. @returns whether there is more to do. */
  private setUp(milliseconds: number): boolean {
    this.reached = Math.max(this.reached, this.run!.now);
    return this.waypoints.work(this.reached, performance.now() + milliseconds);
  }

  /** As long as nothing else happens. */
  private setUpQuietly(wait = QUIET): void {
    clearTimeout(this.quiet);
    if (this.playing) return;
    this.quiet = setTimeout(() => {
      if (!this.playing && !this.isJumping && this.setUp(BUDGET)) this.setUpQuietly(REST);
    }, wait);
  }

  /** Sends what is due; `lazily` leaves out what was sent a moment ago. */
  private tell(lazily = false): void {
    const { run, hops, rates, latencies } = this;
    if (!this.begun || run === null || hops === null || latencies === null) return;
    const pace = this.playing ? this.pace.measured : Math.min(this.speed, run.duration);
    this.news.tell({ run, hops, rates, latencies, pace, playing: this.playing }, lazily);
    if (!lazily) this.setUpQuietly();
  }

  /** A mistake of ours inside the run: the recording stays, and the page is told where. */
  private guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.playing = false;
      this.isJumping = false;
      this.broken = this.run;
      const { now, world } = this.run!;
      const message = error instanceof Error ? error.message : String(error);
      this.news.crashed({ message, at: now, events: world.simulation.delivered });
      throw error;
    }
  }
}

/** Lets messages in. */
function rest(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
