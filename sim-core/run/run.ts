import { type Intervention, type Command } from '../fault/command.ts';
import { Agenda, INTERVENTION } from '../fault/agenda.ts';
import type { FaultContext } from '../fault/define.ts';
import { schedule, strike } from '../fault/schedule.ts';
import { assert } from '../kernel/assert.ts';
import type { Limits } from '../kernel/limits.ts';
import { streamOf, type World } from '../model/world.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { build } from './build.ts';
import { intervalFor } from './interval.ts';
import { planOf, type Plan } from './plan.ts';
import { buildReport } from './build-report.ts';
import type { Standing } from './recovery/recovery-watch.ts';
import type { Report, StopReason } from './report.ts';
import { Sampler } from './sampler.ts';
import { Watcher } from './watcher.ts';

export interface RunOptions {
  /** Default: the scenario's. */
  readonly seed?: number;
  /** Simulated seconds; default: the scenario's. */
  readonly duration?: number;
  /** In the order in which they were given. */
  readonly interventions?: readonly Intervention[];
  readonly limits?: Partial<Limits>;
}

/**
 * A run: scenario, seed and interventions, and nothing else. The same three give the same events in the
 * same order in every engine, however the run is cut into calls of {@link advance}, and whoever watches.
 */
export class Run {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly duration: number;
  readonly world: World;
  readonly plan: Plan;
  readonly sampler: Sampler;
  /** Everything that was done from outside, in order: with it the run can be repeated. */
  readonly interventions: Intervention[] = [];
  private readonly agenda = new Agenda();
  private readonly context: FaultContext;
  private readonly watcher: Watcher;

  constructor(scenario: Scenario, options: RunOptions = {}) {
    this.scenario = scenario;
    this.seed = options.seed ?? scenario.seed;
    this.duration = options.duration ?? scenario.duration;
    const { world, knobs } = build(scenario, this.seed, this.duration, options.limits ?? {});
    this.world = world;
    const interval = intervalFor(scenario, this.duration);
    this.plan = planOf(scenario, world, this.duration, interval);
    this.sampler = new Sampler(scenario, world, this.plan);
    this.watcher = new Watcher(scenario, world, this.plan, this.sampler);
    const random = streamOf(world, 'faults/targets');
    this.context = { world, knobs, random, observer: this.watcher.recovery };
    schedule(scenario.faults, this.agenda, this.context, (name) => streamOf(world, name));
    for (const intervention of options.interventions ?? []) this.expect(intervention);
    this.settle();
  }

  get now(): number {
    return this.world.simulation.now;
  }

  /** True when the run went all the way, or can go no further. */
  get finished(): boolean {
    return this.now >= this.duration || this.world.simulation.stopped !== null;
  }

  get stopReason(): StopReason {
    const { stopped } = this.world.simulation;
    if (stopped !== null) {
      return { kind: 'limit', limit: stopped.limit, value: stopped.value, busiest: stopped.busiest };
    }
    return { kind: this.now < this.duration ? 'interrupted' : 'finished' };
  }

  get fingerprint(): string {
    return this.world.simulation.fingerprint.value;
  }

  /** When something was first done to the run from outside; Infinity if nothing was. */
  get firstDisturbance(): number {
    const acts = this.world.moments.list.filter(
      ({ kind }) => kind === 'fault-began' || kind === 'intervention',
    );
    return acts.length === 0 ? Infinity : acts[0].at;
  }

  /** How the system got over each trouble so far. */
  get recoveries(): readonly Standing[] {
    return this.watcher.recovery.standings;
  }

  report(): Report {
    return buildReport(this);
  }

  /**
   * Goes on to simulated second `until`, or as far as `budget` events carry.
   * @returns false if it did not get there: the budget is used up, or a limit was hit.
   */
  advance(until: number, budget = Infinity): boolean {
    const { simulation } = this.world;
    const end = Math.min(until, this.duration);
    const last = simulation.delivered + budget;
    while (this.now < end) {
      const next = Math.min(end, this.sampler.nextAt, this.agenda.nextAt);
      if (!simulation.advance(next, last - simulation.delivered)) {
        if (simulation.stopped !== null) this.watcher.limitHit(simulation.stopped);
        return false;
      }
      this.settle();
    }
    return true;
  }

  /** Does something to the run, now, and remembers that it was done. */
  intervene(command: Command): Intervention {
    const intervention = { at: this.now, command };
    this.carryOut(intervention);
    return intervention;
  }

  /**
   * From now on these interventions are to come and no others. Those at or before this instant must be the ones that the run
   * has met: with that it goes on as a run does that was given all of them from the start.
   */
  replan(interventions: readonly Intervention[]): void {
    const isMet = this.interventions.every(({ at }, i) => at === interventions[i]?.at);
    assert(isMet, 'a new plan must begin with the interventions that a run has met');
    this.agenda.drop(INTERVENTION);
    for (const intervention of interventions.slice(this.interventions.length)) this.expect(intervention);
  }

  /** Carries out what is due at this instant: first look, then act. */
  private settle(): void {
    if (this.sampler.nextAt <= this.now) {
      this.sampler.sample();
      this.watcher.look();
    }
    this.agenda.runDue(this.now);
  }

  private expect(intervention: Intervention): void {
    this.agenda.add(intervention.at, INTERVENTION, () => this.carryOut(intervention));
  }

  private carryOut(intervention: Intervention): void {
    const { command } = intervention;
    const { simulation, moments } = this.world;
    this.interventions.push(intervention);
    moments.note(simulation.now, 'intervention', '', { text: command.text });
    if (command.kind === 'strike') strike(command, this.agenda, this.context);
    else this.change(command.node, command.params, command.text);
  }

  private change(id: string, params: Readonly<Record<string, unknown>>, text: string): void {
    const { simulation, places } = this.world;
    const node = this.scenario.nodes.find((candidate) => candidate.id === id)!;
    simulation.fingerprint.mixText(simulation.now, text);
    for (const place of places) {
      if (place.node === id) node.kind.reconfigure(simulation.components[place.address], params);
    }
  }
}

/** Runs a scenario to its end, or to a limit, and reports. */
export function run(scenario: Scenario, options: RunOptions = {}): Report {
  const whole = new Run(scenario, options);
  whole.advance(whole.duration);
  return whole.report();
}
