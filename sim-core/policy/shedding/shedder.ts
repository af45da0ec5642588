import { signals } from './index.ts';
import type { Gauge, LoadView, Signal } from './signal.ts';

/** Sheds requests of `priority` and less important ones while any of the levels that are given is exceeded. */
export interface SheddingRule {
  /** 0 is the most important, so 0 sheds all. */
  readonly priority: number;
  /** Seconds that means are taken over. */
  readonly over: number;
  readonly utilisation?: number;
  readonly queue?: number;
  readonly wait?: number;
  readonly latency?: number;
  readonly held?: number;
}

interface Watched {
  readonly rule: SheddingRule;
  readonly levels: readonly { readonly gauge: Gauge; readonly most: number }[];
}

/** The signals that a rule gives a level for. */
export function signalsOf(rule: SheddingRule): readonly Signal[] {
  return signals.filter(({ name }) => rule[name] !== undefined);
}

/** Sheds load by priority: each rule says whom to turn away from which level of load on. */
export class Shedder {
  private readonly watched: readonly Watched[];
  private readonly gauges: readonly Gauge[];

  constructor(rules: readonly SheddingRule[]) {
    this.watched = rules.map((rule) => ({
      rule,
      levels: signalsOf(rule).map((signal) => ({
        gauge: signal.open(rule.over),
        most: rule[signal.name]!,
      })),
    }));
    this.gauges = this.watched.flatMap(({ levels }) => levels.map(({ gauge }) => gauge));
  }

  /** Whether a request of this priority is turned away. */
  sheds(now: number, priority: number, view: LoadView): boolean {
    let sheds = false;
    // All levels are looked at, so that what they remember does not depend on whom they were asked for.
    for (const { rule, levels } of this.watched)
      for (const { gauge, most } of levels)
        if (gauge.level(now, view) > most && priority >= rule.priority) sheds = true;
    return sheds;
  }

  /** A request has ended well. @param waited as for a {@link Gauge}. */
  ended(now: number, waited: number, took: number): void {
    for (const gauge of this.gauges) gauge.ended?.(now, waited, took);
  }
}
