import type { World } from '../model/world.ts';
import type { Objective } from '../scenario/expect.ts';
import { evaluate } from './objectives.ts';
import type { Plan } from './plan.ts';
import type { Sampler } from './sampler.ts';
import type { Watch } from './watch.ts';

/** The last 32 samples, about a thirtieth of the run, are what “now” means to an objective. */
const SPAN = 32;
/** Looked at every so many samples. */
const EVERY = 16;

/** Metrics that mean something over a short while; sums over the whole run do not. */
const MOMENTARY = new Set(['p50', 'p90', 'p95', 'p99', 'availability', 'errorRate', 'goodput', 'throughput']);

/** Notes when an objective, taken over the last while, is broken, and when it is met again. */
export class ObjectiveWatch implements Watch {
  private readonly objective: Objective;
  private readonly world: World;
  private readonly plan: Plan;
  private readonly sampler: Sampler;
  private held = true;

  constructor(objective: Objective, world: World, plan: Plan, sampler: Sampler) {
    this.objective = objective;
    this.world = world;
    this.plan = plan;
    this.sampler = sampler;
  }

  look(): void {
    const { series } = this.sampler;
    const to = series.rows - 1;
    const { now } = this.world.simulation;
    if (to < SPAN || to % EVERY !== 0 || !this.concerns(now - SPAN * series.interval, now)) return;
    const { held, measured } = evaluate(this.objective, this.plan, this.sampler, { from: to - SPAN, to });
    if (held === null || measured === null || held === this.held) return;
    this.held = held;
    const { text, node } = this.objective;
    this.world.moments.note(now, held ? 'objective-met' : 'objective-broken', node, { text, measured });
  }

  private concerns(start: number, end: number): boolean {
    const { metric, from, until } = this.objective;
    return MOMENTARY.has(metric) && start >= (from ?? 0) && end <= (until ?? Infinity);
  }
}
