import type { CheckedFit } from '../../sim-core/run/fit/check-fit.ts';
import type { ClassFit } from '../../sim-core/run/fit/classes.ts';
import { textOf } from '../../sim-core/run/fit/document.ts';
import type { LogFit } from '../../sim-core/run/fit/fit-log.ts';
import type { ValueFit } from '../../sim-core/run/fit/fit-values.ts';
import { clusterIndex } from '../../sim-core/stats/fit/dispersion.ts';
import { quantileOf, type Law } from '../../sim-core/stats/fit/law.ts';
import { sampleQuantile } from '../../sim-core/stats/fit/sample.ts';
import { linesFigure } from '../../view/charts/lines-figure.ts';
import type { Block, Cell, Figure, Paper, Section } from '../../view/paper/paper.ts';
import {
  arrivalsSentence,
  badSentence,
  goodnessSentence,
  intervalText,
  meanText,
  shortLaw,
} from '../render/fit.ts';
import { number, percent, quantity, seconds } from '../render/numbers.ts';

/** Steps of a drawn profile; finer ones are joined. */
const STEPS = 480;
const POINTS = 160;
/** Ends of the shares that are drawn: beyond lie single values. */
const ENDS = 0.002;
/** Sorts of request that get pictures of their own. */
const DRAWN = 6;

/** A fit as a paper: what was read, what was chosen and how near it comes, what no log can tell. */
export function fitPaper(fit: LogFit, check: CheckedFit, source: string, target: string): Paper {
  const { log, classes, untold } = fit;
  const sections: Section[] = [
    { title: '', blocks: [verdict(check), ...checkTable(check), ...bad(fit)] },
    { title: 'Arrivals', blocks: arrivals(fit) },
    { title: 'Sorts of request', blocks: [classTable(classes)] },
    ...classes
      .slice(0, DRAWN)
      .map((one) => ({ title: `How long ${one.pattern} took`, blocks: durations(one) })),
    {
      title: 'What the log cannot tell',
      blocks: [{ kind: 'prose', text: untold.map((sentence) => `- ${sentence}`).join('\n') }],
    },
    {
      title: 'The scenario',
      blocks: [
        { kind: 'code', caption: 'Run it', text: `npx brownout run ${target}`, language: 'sh' },
        { kind: 'code', caption: `The document: ${target}`, text: fit.text, language: 'yaml', folded: true },
      ],
    },
  ];
  return {
    sort: 'Fit',
    title: `A scenario fitted to ${source}`,
    basis: `${number(log.records.length)} requests in ${seconds(log.span)} · ${log.format} · clock ticks of ${seconds(log.resolution)}`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function verdict({ checks, seconds: simulated }: CheckedFit): Block {
  const off = checks.filter(({ agrees }) => !agrees);
  return {
    kind: 'verdict',
    tone: checks.length === 0 ? 'open' : off.length === 0 ? 'good' : 'bad',
    text:
      checks.length === 0
        ? 'The fitted scenario could not be compared with the log.'
        : off.length === 0
          ? 'The fitted scenario, run, does what the log tells: every figure agrees within its interval.'
          : `The fitted scenario, run, differs from the log in ${off.map(({ figure }) => figure).join(', ')}.`,
    note: `Run for ${seconds(simulated)}.`,
  };
}

function checkTable({ checks }: CheckedFit): Block[] {
  if (checks.length === 0) return [];
  const rows = checks.map((one): Cell[] => [
    one.figure,
    quantity(one.log, one.unit),
    quantity(one.run, one.unit),
    intervalText(one),
    one.agrees ? { text: 'agrees', tone: 'good' } : { text: 'differs', tone: 'bad' },
  ]);
  return [{ kind: 'table', caption: '', head: ['', 'log', 'run', 'interval of the run', ''], rows }];
}

function bad({ log: { badLines, badAt } }: LogFit): Block[] {
  return badLines === 0 ? [] : [{ kind: 'verdict', tone: 'open', text: `${badSentence(badLines, badAt)}.` }];
}

function arrivals(fit: LogFit): Block[] {
  return [{ kind: 'prose', text: arrivalsSentence(fit) }, ...rateFigure(fit), ...dispersionFigure(fit)];
}

function rateFigure({ arrivals: { steps, rate }, log: { span } }: LogFit): Figure[] {
  if (steps === null) return [];
  const { counts, width } = steps;
  const each = Math.ceil(counts.length / STEPS);
  const groups = Math.ceil(counts.length / each);
  const x = Array.from({ length: groups + 1 }, (_, i) => Math.min(span, i * each * width));
  const y = Array.from({ length: groups }, (_, i) => {
    const sum = counts.slice(i * each, (i + 1) * each).reduce((all, count) => all + count, 0);
    return sum / Math.max(1e-9, x[i + 1] - x[i]);
  });
  return [
    linesFigure({
      title: 'Requests per second',
      summary: `The profile of the scenario: ${counts.length} steps of ${seconds(width)}${each > 1 ? `, ${each} of them joined in the picture` : ''}. The width is the one that is expected to be nearest to the rate behind the counts (Shimazaki and Shinomoto 2007).`,
      x: { name: 'time', label: seconds, time: true, from: 0, to: span },
      y: { name: '', label: (value) => number(value) },
      lines: [
        { name: 'profile', x, y: [...y, y[groups - 1]], colour: 'first', form: 'steps' },
        { name: 'mean', x: [0, span], y: [rate, rate], colour: 'ink-2', dash: [5, 3] },
      ],
    }),
  ];
}

function dispersionFigure({ arrivals: { dispersion, clusters } }: LogFit): Block[] {
  if (dispersion.length < 2) return [];
  const x = dispersion.map(({ window }) => window);
  const y = dispersion.map(({ index }) => index);
  const rows = dispersion.map(({ window, index, windows }): Cell[] => [
    seconds(window),
    number(index),
    ...(clusters === null ? [] : [number(clusterIndex(clusters, window))]),
    number(windows),
  ]);
  return [
    linesFigure({
      title: 'Burstiness',
      summary:
        'Index of dispersion for counts beside the profile, in windows of growing length: 1 for Poisson arrivals, 0 for evenly spaced ones, more for bursts.',
      x: { name: 'length of the window', label: seconds, log: true },
      y: { name: '', label: (value) => number(value) },
      lines: [
        { name: 'measured', x, y, colour: 'first', form: 'rings' },
        ...(clusters === null
          ? []
          : [
              {
                name: 'fitted bursts',
                x,
                y: x.map((window) => clusterIndex(clusters, window)),
                colour: 'write' as const,
              },
            ]),
        { name: 'Poisson', x: [x[0], x[x.length - 1]], y: [1, 1], colour: 'ink-2', dash: [5, 3] },
      ],
      values: {
        kind: 'table',
        caption: '',
        head: ['window', 'index', ...(clusters === null ? [] : ['fitted']), 'windows'],
        rows,
      },
    }),
  ];
}

function classTable(classes: readonly ClassFit[]): Block {
  const rows = classes.map(
    ({ name, pattern, requests, share, failed, paths, durations: took, sizes }): Cell[] => [
      name,
      pattern,
      number(requests),
      percent(share),
      percent(failed),
      number(paths.count),
      shortLaw(took, 'duration'),
      meanText(took),
      shortLaw(sizes, 'bytes'),
    ],
  );
  return {
    kind: 'table',
    caption: 'By method and shape of the path; what is rare is one sort',
    head: ['', 'stands for', 'requests', 'share', 'failed', 'paths', 'took', 'on average', 'answers'],
    rows,
  };
}

function durations({ durations: fit }: ClassFit): Block[] {
  if (fit === null || fit.candidates.length === 0) return [];
  const { candidates, sample } = fit;
  const [best] = candidates;
  return [
    { kind: 'prose', text: goodnessSentence(fit) },
    sharesFigure(fit, best.law),
    quantilesFigure(fit, best.law),
    {
      kind: 'table',
      caption: `Laws fitted to ${number(sample.n)} values by maximum likelihood, the best first by Akaike’s criterion. KS: the most that shares differ; A² weighs the tails (2.49 is the bound for a law that was not fitted).`,
      head: ['law', 'ΔAIC', 'KS', 'by chance', 'A²'],
      rows: candidates.map(({ law, aic, goodness }) => [
        textOf(law, 'duration'),
        number(aic - best.aic),
        percent(goodness.distance),
        percent(goodness.bound),
        number(goodness.tailDistance),
      ]),
    },
  ];
}

/** Shares of measured and fitted values side by side. */
function sharesFigure({ sample }: ValueFit, law: Law): Figure {
  const shares = Array.from({ length: POINTS }, (_, i) => ENDS + (i / (POINTS - 1)) * (1 - 2 * ENDS));
  const x = shares.map((p) => sampleQuantile(sample, p));
  return linesFigure({
    title: 'Share answered within a time',
    summary: `Measured, and ${textOf(law, 'duration')}. The most that the two lines lie apart is the distance of Kolmogorov and Smirnov.`,
    x: { name: 'time', label: seconds, log: true },
    y: { name: '', label: percent, from: 0, to: 1 },
    lines: [
      { name: 'measured', x, y: shares, colour: 'first' },
      { name: 'fitted', x, y: x.map((value) => law.share(value)), colour: 'write', dash: [5, 3] },
    ],
  });
}

/** Quantiles against quantiles: a straight line where the law is right, and the tail to be seen. */
function quantilesFigure({ sample }: ValueFit, law: Law): Figure {
  const shares = [
    ...Array.from({ length: 99 }, (_, i) => (i + 1) / 100),
    ...[0.993, 0.995, 0.997, 0.998, 0.999, 0.9995].filter((p) => sample.n * (1 - p) >= 3),
  ];
  const measured = shares.map((p) => sampleQuantile(sample, p));
  const fitted = shares.map((p) => quantileOf(law, p, law.mean));
  const ends = [Math.min(...measured, ...fitted), Math.max(...measured, ...fitted)];
  return linesFigure({
    title: 'Quantile against quantile',
    summary:
      'Each ring is a quantile, as fitted and as measured. On the line they are equal; rings above it at the right end are slow requests that the law does not know.',
    x: { name: 'fitted', label: seconds, log: true, from: ends[0], to: ends[1] },
    y: { name: '', label: seconds, log: true, from: ends[0], to: ends[1] },
    lines: [
      { name: 'equal', x: ends, y: ends, colour: 'ink-2', dash: [5, 3] },
      { name: '', x: fitted, y: measured, colour: 'first', form: 'rings' },
    ],
    values: {
      kind: 'table',
      caption: '',
      head: ['share', 'measured', 'fitted'],
      rows: [0.1, 0.5, 0.9, 0.95, 0.99].map((p) => [
        percent(p),
        seconds(sampleQuantile(sample, p)),
        seconds(quantileOf(law, p, law.mean)),
      ]),
    },
  });
}
