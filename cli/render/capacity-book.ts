import Table from 'cli-table3';
import { colours as pc } from './colours.ts';
import type { CapacityReport } from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import { number, percent, seconds } from './numbers.ts';
import { PLAIN } from './summary.ts';

/** What formulas say of the same system, where the runs say something else, and why that may be. */
export function bookText(report: CapacityReport): string {
  return [nodesText(report), answersText(report), lawText(report), differencesText(report)]
    .filter((part) => part !== '')
    .join('\n');
}

function nodesText({ book }: CapacityReport): string {
  if (book.nodes.length === 0) return pc.bold('The book');
  const table = new Table({
    ...PLAIN,
    head: [
      pc.bold('The book'),
      'R',
      'L = R/n',
      'busy cores P',
      'C = P/80 %',
      'P + √P',
      'waits',
      'wait',
      'apart',
      'measured',
    ],
  });
  for (const node of book.nodes) {
    table.push([
      `  ${node.id}`,
      `${number(node.arrivals)}/s`,
      `${number(node.perReplica)}/s`,
      number(node.peakLoad),
      replicas(node.byUtilisation),
      replicas(node.bySquareRoot),
      percent(none(node.waits)),
      seconds(none(node.wait)),
      seconds(none(node.waitApart)),
      seconds(none(node.measuredWait)),
    ]);
  }
  return table.toString();
}

/** Less than a billionth is nothing. */
export const none = (value: number | null): number | null => (value !== null && value < 1e-9 ? 0 : value);

export const replicas = (count: number): string => `${number(count)} replica${count === 1 ? '' : 's'}`;

export function answersText({ book: { answers, peak } }: CapacityReport): string {
  const { loadByUtilisation, loadAtSaturation, bottleneck, objective, loadByErlangC, replicasByErlangC } =
    answers;
  const lines: string[] = [];
  if (peak > 1.005)
    lines.push(`  The load’s peak is ${number(peak)} times its mean; P is the work of the peak.`);
  if (loadByUtilisation !== null && loadAtSaturation !== null)
    lines.push(
      `  Load: ${number(loadByUtilisation)} times as much uses ${bottleneck} to 80 %, ${number(loadAtSaturation)} times as much all of it.`,
    );
  if (objective !== null)
    lines.push(
      `  Erlang C and “${objective}”: ${loadByErlangC === null ? 'no load' : `${number(loadByErlangC)} times the load`}, or ${replicasByErlangC === null ? 'no number of replicas' : replicas(replicasByErlangC)}.`,
    );
  return lines.join('\n');
}

export function lawText({ scalability }: CapacityReport): string {
  if (scalability === null)
    return pc.dim(
      '  No universal scalability law: too few steady loads were run, or they are too much alike.',
    );
  const { one, contention, coherency, peakConcurrency, peakThroughput, worst, points } = scalability;
  const top =
    peakThroughput === null
      ? 'without an end in sight'
      : peakConcurrency === null
        ? `at most ${number(peakThroughput)}/s`
        : `at most ${number(peakThroughput)}/s, with ${number(peakConcurrency)} in the system`;
  return `  Universal scalability law through ${points} steady loads: ${number(one)}/s one at a time, contention ${percent(contention)}, coherency ${percent(coherency)}: ${top} (off by ${percent(worst)} at worst).`;
}

function differencesText({ comparisons, reasons }: CapacityReport): string {
  if (comparisons.length === 0) return '';
  const differing = comparisons.filter(({ agrees }) => !agrees);
  if (differing.length === 0) return pc.dim('  The book and the runs agree.');
  const lines = differing.map(({ question, formula, book, run }) => {
    const shown = question === 'load' ? `${number(book)} times the load` : replicas(book);
    return `  ${formula}: ${shown}, the runs: ${number(run)}.`;
  });
  const why = reasons.map(({ text }) => pc.dim(`  · ${text}`));
  return ['', pc.bold('Where the book and the runs disagree'), ...lines, ...why].join('\n');
}
