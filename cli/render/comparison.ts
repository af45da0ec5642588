import Table from 'cli-table3';
import { colours as pc } from './colours.ts';
import type { Row, Variant, Verdict } from '../../sim-core/run/experiment/comparison.ts';
import { around, counted, percent, signedAround } from './numbers.ts';
import { PLAIN } from './summary.ts';
import { verdictSentence } from './verdict-sentence.ts';

export const WORDS: Readonly<Record<Verdict, string>> = {
  better: 'better',
  worse: 'worse',
  differs: 'differs',
  equal: 'equal',
  'cannot-tell': 'can’t tell yet',
};

const COLOURS: Readonly<Record<Verdict, (text: string) => string>> = {
  better: pc.green,
  worse: pc.red,
  differs: pc.yellow,
  equal: (text) => text,
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
      `${counted(base.outcomes.length, 'replication')} each with the same luck, ${percent(confidence)} intervals, verdicts by Holm’s method over all comparisons`,
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
      around(estimate.mean, estimate.half, unit),
      difference === null ? '' : signedAround(difference.mean, difference.half, unit),
      verdict === null ? '' : COLOURS[verdict](WORDS[verdict]),
      difference === null || verdict === 'equal' ? '' : pc.dim(`saves ${gained(difference.gain)}`),
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
  const total = variants.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  return [...counts].map(([warning, n]) => `${warning} (${n} of ${counted(total, 'run')})`);
}

function warningsText(variants: readonly Variant[]): string[] {
  const lines = warningLines(variants).map((line) => pc.yellow(`  ! ${line}`));
  return lines.length === 0 ? [] : [...lines, ''];
}
