import type { NodeSpec, Scenario } from '../../../scenario/scenario.ts';

/** What is taken away before the run begins, for the whole of it. */
export type Loss = { readonly kind: 'node' } | { readonly kind: 'zone'; readonly zone: string } | null;

/** A variation of the scenario: more or less load, more or fewer replicas, something lost. */
export interface Variation {
  /** Multiplies the load; 1 is the scenario's. */
  readonly factor: number;
  /** Replicas of the node in question; null for the scenario's. */
  readonly replicas: number | null;
  readonly loss: Loss;
}

export const AS_IT_IS: Variation = { factor: 1, replicas: null, loss: null };

/** A client whose load is scaled, and by which of its settings. */
export interface ScaledLoad {
  readonly id: string;
  readonly kind: string;
  readonly setting: 'scale' | 'users' | 'timeScale';
  /** The setting's value in the scenario. */
  readonly value: number;
}

const SETTINGS: Readonly<Record<string, ScaledLoad['setting']>> = {
  source: 'scale',
  users: 'users',
  replay: 'timeScale',
};

/** How a client's load is scaled: open traffic by its rate, closed-loop users by their number, a replay by its pace. */
export function scaledLoadOf({ id, kind, params }: NodeSpec): ScaledLoad | null {
  const setting = SETTINGS[kind.kind];
  return setting === undefined ? null : { id, kind: kind.kind, setting, value: Number(params[setting]) };
}

/** Value of the setting when the load is `factor` times the scenario's. */
export function scaledValue({ setting, value }: ScaledLoad, factor: number): number {
  if (setting === 'users') return Math.max(1, Math.round(value * factor));
  return setting === 'timeScale' ? value / factor : value * factor;
}

/** Turns variations into `path=value` overrides: what a worker can load, and what a person can repeat with `--set`. */
export class Variations {
  private readonly loads: readonly ScaledLoad[];
  private readonly node: string | null;
  /** Changes that all variations have. */
  private readonly always: readonly string[];
  private readonly faults: number;
  /** Warm-up where something is lost, for a loss at the first instant hides an automatic one; null to leave it. */
  private readonly warmup: number | null;

  constructor(
    scenario: Pick<Scenario, 'faults'>,
    loads: readonly ScaledLoad[],
    node: string | null,
    always: readonly string[] = [],
    warmup: number | null = null,
  ) {
    this.loads = loads;
    this.node = node;
    this.always = always;
    this.faults = scenario.faults.length;
    this.warmup = warmup;
  }

  setOf({ factor, replicas, loss }: Variation): readonly string[] {
    const loads =
      factor === 1
        ? []
        : this.loads.map(
            (load) => `nodes.${load.id}.${load.setting}=${Number(scaledValue(load, factor).toPrecision(6))}`,
          );
    const count = replicas === null ? [] : [`nodes.${this.node}.replicas=${replicas}`];
    return [...this.always, ...loads, ...count, ...this.lossOf(loss)];
  }

  /** Something lost from the first instant to the last, without a word: machines, not processes. */
  private lossOf(loss: Loss): string[] {
    if (loss === null) return [];
    const what = loss.kind === 'zone' ? `zone-outage: ${loss.zone}` : `crash: ${this.node}-1, machine: true`;
    const warmup = this.warmup === null ? [] : [`warmup=${Number(this.warmup.toPrecision(6))}s`];
    return [...warmup, `faults[${this.faults}]={ at: 0s, ${what} }`];
  }
}
