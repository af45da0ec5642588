import { planOfCapacity, type CapacityOptions } from '../../sim-core/run/experiment/capacity/capacity.ts';
import type { CapacityReport } from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { madeOutcome } from './made-outcome.ts';

/** What a variation is, read back from its overrides. */
export interface Varied {
  readonly factor: number;
  readonly replicas: number | null;
  readonly lostNode: boolean;
  readonly lostZone: string | null;
}

export function variedBy(set: readonly string[]): Varied {
  const valueOf = (pattern: RegExp) => set.flatMap((text) => pattern.exec(text)?.[1] ?? []).at(-1);
  const replicas = valueOf(/\.replicas=(\d+)$/);
  return {
    factor: Number(valueOf(/\.scale=([\d.e-]+)$/) ?? 1),
    replicas: replicas === undefined ? null : Number(replicas),
    lostNode: set.some((text) => text.includes('crash: ')),
    lostZone: valueOf(/zone-outage: (\w+)/) ?? null,
  };
}

/** A system made up: the chance that a run of a variation meets all objectives. */
export type Made = (variation: Varied) => number;

/** Figures that the formulas and the knee look at: M/M/1 with a capacity of 2 times the load. */
function figures(factor: number): ReadonlyMap<string, number> {
  const rate = 100 * factor;
  const mean = rate < 200 ? 1 / (200 - rate) : 10;
  const goodput = Math.min(rate, 200);
  return new Map([
    ['web.offeredRate', rate],
    ['web.goodput', goodput],
    ['web.throughput', goodput],
    ['web.mean', mean],
    ['web.availability', 1],
  ]);
}

/** Plans with a system that is made up, so that it is known what should come out. No run is made. */
export function planFor(text: string, options: CapacityOptions, made: Made): CapacityReport {
  const planned = planOfCapacity({ text, set: [], files: new Map() }, options);
  if ('problems' in planned) throw new Error(JSON.stringify(planned.problems));
  if ('refusal' in planned) throw new Error(planned.refusal);
  let step = planned.plan.next();
  while (step.done !== true) {
    for (const { set, seed } of step.value.trials) {
      const variation = variedBy(set);
      const held = stream(seed, set.join()).next() < made(variation);
      if (step.value.done(outcome(seed, held, variation.factor))) break;
    }
    step = planned.plan.next();
  }
  return step.value;
}

function outcome(seed: number, held: boolean, factor: number): Outcome {
  return madeOutcome({
    seed,
    figures: figures(factor),
    held: [held],
    steady: factor < 2,
    warmup: 1,
    seconds: 10,
  });
}
