import Table from 'cli-table3';
import pc from 'picocolors';
import type { Cell, Row, Variant, Verdict } from '../../sim-core/run/experiment/comparison.ts';
import { percent, quantity, signed } from './numbers.ts';
import { PLAIN } from './summary.ts';

export const WORDS: Readonly<Record<Verdict, string>> = {
  better: 'better',
  worse: 'worse',
  differs: 'differs',
  'cannot-tell': 'can’t tell yet',
};

const COLOURS: Readonly<Record<Verdict, (text: string) => string>> = {
  better: pc.green,
  worse: pc.red,
  differs: pc.yellow,
  'cannot-tell': pc.dim,
};

/** One table for each figure, and the sentence that can be defended. */
export function comparisonText(
  rows: readonly Row[],
  variants: readonly Variant[],
  confidence: number,
): string {
  const [base] = variants;
  return [
    pc.bold(`Compared with ${base.name}`),
    pc.dim(
      `${base.outcomes.length} replications each with the same luck, ${percent(confidence)} intervals, verdicts by Holm’s method over all comparisons`,
    ),
    '',
    ...rows.flatMap((row) => [tableOf(row), '']),
    ...warningsText(variants),
    pc.bold(verdictSentence(rows, confidence)),
  ].join('\n');
}

function tableOf({ figure, unit, cells }: Row): string {
  const table = new Table({ ...PLAIN, head: [pc.bold(figure), 'mean', 'difference', 'verdict', 'pairing'] });
  for (const { variant, estimate, difference, verdict } of cells) {
    table.push([
      `  ${variant}`,
      `${quantity(estimate.mean, unit)} ± ${quantity(estimate.half, unit)}`,
      difference === null ? '' : `${signed(difference.mean, unit)} ± ${quantity(difference.half, unit)}`,
      verdict === null ? '' : COLOURS[verdict](WORDS[verdict]),
      difference === null ? '' : pc.dim(`saves ${gained(difference.gain)}`),
    ]);
  }
  return table.toString();
}

/** How many of the replications pairing has saved, rounded down. */
export function gained(gain: number): string {
  const share = Math.floor(100 * (1 - 1 / gain));
  return share <= 0 ? 'nothing' : `${share} %`;
}

/** What makes the figures less than they seem, and in how many runs. */
export function warningLines(variants: readonly Variant[]): string[] {
  const all = variants.flatMap(({ name, outcomes }) =>
    outcomes.flatMap(({ warnings }) => warnings.map((warning) => `${name}: ${warning}`)),
  );
  const counts = new Map<string, number>();
  for (const warning of all) counts.set(warning, (counts.get(warning) ?? 0) + 1);
  return [...counts].map(([warning, n]) => `${warning} (${n} of the runs)`);
}

function warningsText(variants: readonly Variant[]): string[] {
  const lines = warningLines(variants).map((line) => pc.yellow(`  ! ${line}`));
  return lines.length === 0 ? [] : [...lines, ''];
}

/**
 * What may be said of the first figure: who beats the first design, by how much, and how sure that is; and where
 * the winner loses.
 */
export function verdictSentence(rows: readonly Row[], confidence: number): string {
  const [{ figure, unit, better, cells }, ...rest] = rows;
  const [base, ...others] = cells;
  const amount = (cell: Cell) =>
    `${quantity(Math.abs(cell.difference!.mean), unit)} ± ${quantity(cell.difference!.half, unit)}`;
  const footing = (cell: Cell) => `(${percent(confidence)}, ${cell.difference!.n} pairs, same luck)`;
  const by = (cell: Cell) => `by ${amount(cell)} at ${figure} ${footing(cell)}`;
  const ordered = others.toSorted(
    (a, b) => (better === 'more' ? -1 : 1) * (a.difference!.mean - b.difference!.mean),
  );
  const [best] = ordered;
  if (best.verdict === 'better')
    return `${best.variant} beats ${base.variant} ${by(best)}${but(rest, best.variant, 'worse')}.`;
  if (others.every(({ verdict }) => verdict === 'worse'))
    return `${base.variant} beats ${best.variant}, the best of the others, ${by(best)}${but(rest, best.variant, 'better')}.`;
  const differing = others.find(({ verdict }) => verdict === 'differs');
  if (differing !== undefined) return `${differing.variant} differs from ${base.variant} ${by(differing)}.`;
  const open = others.find(({ verdict }) => verdict === 'cannot-tell')!;
  return `It can’t be told yet whether ${open.variant} differs from ${base.variant} at ${figure}: the difference is ${signed(open.difference!.mean, unit)} ± ${quantity(open.difference!.half, unit)} ${footing(open)}.`;
}

/** Figures at which the winner loses: what a verdict on one figure must not hide. */
function but(rows: readonly Row[], variant: string, verdict: Verdict): string {
  const contrary = rows.flatMap(({ figure, unit, cells }) =>
    cells
      .filter((cell) => cell.variant === variant && cell.verdict === verdict)
      .map(({ difference }) => `${quantity(Math.abs(difference!.mean), unit)} at ${figure}`),
  );
  return contrary.length === 0 ? '' : `, but loses ${contrary.join(' and ')}`;
}
