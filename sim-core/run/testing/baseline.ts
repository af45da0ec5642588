import type { Scenario } from '../../scenario/index.ts';
import { estimate, type Estimate } from '../../stats/compare.ts';
import { figureKind } from '../experiment/figures-of.ts';
import { outcomeOf, seedsOf } from '../experiment/replications.ts';
import { run } from '../run.ts';
import { ENGINE } from '../version.ts';
import { withUnit, type Verdict } from './verdict.ts';

export interface BaselineOptions {
  /** Runs, with the scenario's seed and those after it. Default: 10. */
  readonly replications?: number;
  /** Of the intervals that are the tolerances. Default: 0.99. */
  readonly confidence?: number;
}

/** Golden numbers: means over runs, and how well they are known. */
export interface Baseline {
  readonly schema: 1;
  readonly engine: string;
  readonly title: string;
  readonly confidence: number;
  readonly replications: number;
  readonly figures: Readonly<Record<string, { readonly mean: number; readonly half: number }>>;
}

/** Figures of clients that are kept; the others follow from these, or are details. */
const KEPT = new Set(['mean', 'p50', 'p90', 'p99', 'availability', 'goodput', 'offeredRate']);

/** Measures what a baseline holds: the usual figures of all clients, and how busy each node is. */
export function baselineOf(scenario: Scenario, options: BaselineOptions): Baseline {
  const { replications = 10, confidence = 0.99 } = options;
  const outcomes = seedsOf(scenario, replications).map((seed) => outcomeOf(run(scenario, { seed })));
  const names = [...outcomes[0].figures.keys()].filter((name) => isKept(name, scenario));
  const figures = names.flatMap((name) => {
    const values = outcomes.flatMap((outcome) => outcome.figures.get(name) ?? []);
    return values.length < replications ? [] : [[name, rounded(estimate(values, confidence))] as const];
  });
  const { title } = scenario;
  return { schema: 1, engine: ENGINE, title, confidence, replications, figures: Object.fromEntries(figures) };
}

function isKept(name: string, { nodes }: Scenario): boolean {
  const dot = name.lastIndexOf('.');
  const [id, figure] = [name.slice(0, dot), name.slice(dot + 1)];
  const isClient = nodes.find((node) => node.id === id)?.kind.tier === 'client';
  return isClient ? KEPT.has(figure) : figure === 'utilisation';
}

/** Few digits: files that people read, and digits that the interval does not carry are no golden numbers. */
function rounded({ mean, half }: Estimate): { mean: number; half: number } {
  return { mean: Number(mean.toPrecision(6)), half: Number(half.toPrecision(3)) };
}

/** Rounding of a mean, where there is no luck at all. */
const ROUNDING = 1e-5;

/**
 * Whether what is measured now can be told from what was kept: a figure differs when the means are farther apart than
 * the two intervals together, √(a² + b²), allow, or when only one side has it.
 */
export function compareBaselines(kept: Baseline, now: Baseline): Verdict {
  const names = [...new Set([...Object.keys(kept.figures), ...Object.keys(now.figures)])];
  const moved = names.flatMap((name) => {
    const [before, after] = [kept.figures[name], now.figures[name]];
    const { unit } = figureKind(name);
    if (before === undefined) return [`  ${name}: ${withUnit(after.mean, unit)}, and was not there before`];
    if (after === undefined) return [`  ${name}: has no value any more; was ${withUnit(before.mean, unit)}`];
    const allowed =
      Math.sqrt(before.half * before.half + after.half * after.half) + ROUNDING * Math.abs(before.mean);
    if (Math.abs(after.mean - before.mean) <= allowed) return [];
    return [
      `  ${name}: ${withUnit(after.mean, unit)}, was ${withUnit(before.mean, unit)} (± ${withUnit(allowed, unit)} is luck)`,
    ];
  });
  return { pass: moved.length === 0, says: moved.join('\n') };
}
