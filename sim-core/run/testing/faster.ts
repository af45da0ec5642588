import type { Scenario } from '../../scenario/index.ts';
import { compareVariants, type Cell } from '../experiment/comparison.ts';
import { figureKind } from '../experiment/figures-of.ts';
import { outcomeOf, seedsOf, type Outcome } from '../experiment/replications.ts';
import { run } from '../run.ts';
import { withUnit, type Verdict } from './verdict.ts';

export interface FasterOptions {
  /** A figure, such as `web.p99`; without a node, that of the first client. Default: `p99`. */
  readonly at?: string;
  /** How sure it must be. Default: 0.95. */
  readonly confidence?: number;
  /** Runs of each, with the same seeds. Default: 10. */
  readonly pairs?: number;
}

/** Runs two scenarios with the same luck: is the first better for certain? Less is better, or more where a figure says so. */
export function fasterThan(received: Scenario, other: Scenario, options: FasterOptions): Verdict {
  const { at = 'p99', confidence = 0.95, pairs = 10 } = options;
  const figure = at.includes('.') ? at : `${firstClient(received)}.${at}`;
  const seeds = seedsOf(other, pairs);
  const variants = [other, received].map((scenario) => ({
    name: scenario.title,
    outcomes: seeds.map((seed): Outcome => outcomeOf(run(scenario, { seed }))),
  }));
  const rows = compareVariants(variants, [figure], confidence);
  if (rows.length === 0) return { pass: false, says: `${figure} has no value in two runs of both scenarios` };
  const [, cell] = rows[0].cells;
  return { pass: cell.verdict === 'better', says: sentence(cell, figure, confidence, pairs) };
}

/** The first of its clients, which is what an objective without much ado is about. */
export function firstClient({ nodes }: Scenario): string {
  return nodes.find(({ kind }) => kind.tier === 'client')!.id;
}

function sentence({ verdict, difference }: Cell, figure: string, confidence: number, pairs: number): string {
  const { unit } = figureKind(figure);
  const { mean, half } = difference!;
  const amount = `${withUnit(mean, unit)} ± ${withUnit(half, unit)}`;
  const word = {
    better: 'better',
    worse: 'worse',
    differs: 'different',
    equal: 'equal in every pair',
    'cannot-tell': 'not different for certain',
  };
  return `${figure} is ${word[verdict!]}: it differs by ${amount} (${confidence * 100} %, ${pairs} pairs, same luck)`;
}
