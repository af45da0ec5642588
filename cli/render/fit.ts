import Table from 'cli-table3';
import { colours as pc } from './colours.ts';
import { plot } from 'simple-ascii-chart';
import type { CheckedFit, FitCheck } from '../../sim-core/run/fit/check-fit.ts';
import type { ClassFit } from '../../sim-core/run/fit/classes.ts';
import { lawText, textOf } from '../../sim-core/run/fit/document.ts';
import type { LogFit } from '../../sim-core/run/fit/fit-log.ts';
import type { ValueFit } from '../../sim-core/run/fit/fit-values.ts';
import { sampleQuantile } from '../../sim-core/stats/fit/sample.ts';
import { around, number, percent, quantity, seconds } from './numbers.ts';
import { PLAIN } from './summary.ts';

/** Version of what `fit --json` prints. */
const FIT_SCHEMA = 1;
const WIDTH = 64;
const HEIGHT = 8;
const POINTS = 60;
/** Classes whose laws are drawn. */
const DRAWN = 3;
const LONGEST_LAW = 60;

export function fitText(fit: LogFit, check: CheckedFit): string {
  return [
    heading(fit),
    arrivalsText(fit),
    classesText(fit),
    ...fit.classes.slice(0, DRAWN).flatMap(durationsText),
    checkText(check),
    [pc.bold('What the log cannot tell'), ...fit.untold.map((sentence) => `  ${sentence}`)].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ log }: LogFit): string {
  const { format, records, span, badLines, badAt } = log;
  const bad = badLines === 0 ? '' : pc.yellow(`\n${badSentence(badLines, badAt)}`);
  return `${pc.bold(`${number(records.length)} requests in ${seconds(span)}`)} ${pc.dim(format)}${bad}`;
}

/** How many lines made no sense, and which. */
export function badSentence(badLines: number, badAt: readonly number[]): string {
  const more = badLines > badAt.length ? ' …' : '';
  return `${badLines} ${badLines === 1 ? 'line' : 'lines'} made no sense: ${badAt.join(', ')}${more}`;
}

/** How requests come, in a sentence. */
export function arrivalsSentence({ arrivals }: LogFit): string {
  const { model, rate, half, steps, clusters } = arrivals;
  const told = around(rate, half, '');
  const over =
    steps === null
      ? `${told} a second throughout: no other rate is to be seen behind the chance in the counts`
      : `${told} a second on average, in ${steps.counts.length} steps of ${seconds(steps.width)}`;
  const how = {
    poisson: 'Beside that they come at random, as from many independent users (Poisson).',
    constant: 'Beside that they are evenly spaced.',
    bursts:
      clusters === null
        ? ''
        : `Beside that they come in bursts of ${number(clusters.size)} on average, ${seconds(clusters.spacing)} apart.`,
  }[model];
  return `${over}. ${how}`;
}

function arrivalsText(fit: LogFit): string {
  const { arrivals } = fit;
  const table = new Table({ ...PLAIN, head: ['  window', 'index of dispersion', ''] });
  for (const { window, index, windows } of arrivals.dispersion)
    table.push([`  ${seconds(window)}`, number(index), pc.dim(`${number(windows)} windows`)]);
  const index =
    arrivals.dispersion.length === 0
      ? []
      : [table.toString(), pc.dim('  1 is Poisson, 0 evenly spaced, more is bursty')];
  return [pc.bold('Arrivals'), `  ${arrivalsSentence(fit)}`, ...ratesPicture(fit), ...index].join('\n');
}

function ratesPicture({ arrivals }: LogFit): string[] {
  const { steps } = arrivals;
  if (steps === null || steps.counts.length < 3) return [];
  const { counts, width } = steps;
  const each = Math.ceil(counts.length / POINTS);
  const line = Array.from({ length: Math.ceil(counts.length / each) }, (_, i): [number, number] => {
    const part = counts.slice(i * each, (i + 1) * each);
    const rate = part.reduce((sum, count) => sum + count, 0) / (part.length * width);
    return [Number((i * each * width).toPrecision(3)), Number(rate.toPrecision(3))];
  });
  return [draw(`  requests per second, from 0 to ${seconds(counts.length * width)}`, [line])];
}

function classesText({ classes }: LogFit): string {
  const table = new Table({ ...PLAIN, head: ['', 'share', 'paths', 'took', 'on average', 'answers'] });
  for (const { name, share, paths, durations, sizes } of classes)
    table.push([
      `  ${name}`,
      percent(share),
      number(paths.count),
      shortLaw(durations, 'duration'),
      meanText(durations),
      shortLaw(sizes, 'bytes'),
    ]);
  return [pc.bold('Sorts of request'), table.toString()].join('\n');
}

/** Mean time with its 95 % interval. */
export function meanText(fit: ValueFit | null): string {
  const mean = fit?.mean ?? null;
  return mean === null ? '–' : around(mean.value, mean.half, 's');
}

/** A law in a few words. */
export function shortLaw(fit: ValueFit | null, dimension: 'duration' | 'bytes'): string {
  if (fit === null) return '–';
  const text = lawText(fit, dimension);
  return text.length > LONGEST_LAW ? `${fit.values?.length ?? 0} measured values` : text;
}

function durationsText({ pattern, durations }: ClassFit): string[] {
  if (durations === null || durations.candidates.length === 0) return [];
  const { sample, candidates } = durations;
  const table = new Table({ ...PLAIN, head: ['  law', 'ΔAIC', 'KS', 'A²'] });
  for (const { law, aic, goodness } of candidates.slice(0, 4))
    table.push([
      `  ${textOf(law, 'duration')}`,
      number(aic - candidates[0].aic),
      percent(goodness.distance),
      number(goodness.tailDistance),
    ]);
  const [best] = candidates;
  const shares = Array.from({ length: POINTS }, (_, i) => (i + 0.5) / POINTS);
  const curve = (share: (x: number) => number) =>
    shares.map((p): [number, number] => {
      const x = sampleQuantile(sample, p * 0.99);
      return [Number((x * 1000).toPrecision(3)), Number((100 * share(x)).toPrecision(3))];
    });
  const measured = shares.map((p): [number, number] => [
    Number((sampleQuantile(sample, p * 0.99) * 1000).toPrecision(3)),
    Number((p * 99).toPrecision(3)),
  ]);
  return [
    [
      pc.bold(`How long ${pattern} took`),
      table.toString(),
      `  ${goodnessSentence(durations)}`,
      draw('  share answered (%) within so many ms: measured and fitted', [
        measured,
        curve((x) => best.law.share(x)),
      ]),
    ].join('\n'),
  ];
}

/** What the distance between sample and law means. */
export function goodnessSentence({ sample, candidates, values }: ValueFit): string {
  const { goodness } = candidates[0];
  const { distance, bound } = goodness;
  const off = `No share differs by more than ${percent(distance)} from that of the law`;
  if (values !== null)
    return `${off}: too far for any law, so ${values.length} quantiles of the ${number(sample.n)} values stand in the document.`;
  if (distance <= bound)
    return `${off}; chance alone gives up to ${percent(bound)} with ${number(sample.n)} values. The law cannot be told from the sample.`;
  return `${off}; chance alone gives up to ${percent(bound)} with ${number(sample.n)} values. So it is not exactly this law, but a model that near.`;
}

function checkText({ checks, seconds: simulated }: CheckedFit): string {
  if (checks.length === 0) return '';
  const table = new Table({ ...PLAIN, head: ['', 'log', 'run', 'interval', ''] });
  for (const check of checks) {
    const { figure, unit, log, run, agrees } = check;
    table.push([
      `  ${figure}`,
      quantity(log, unit),
      quantity(run, unit),
      intervalText(check),
      agrees ? pc.green('agrees') : pc.red('differs'),
    ]);
  }
  return [pc.bold(`The fitted scenario, run for ${seconds(simulated)}`), table.toString()].join('\n');
}

export function intervalText({ interval, unit }: FitCheck): string {
  return interval === null ? '–' : `${quantity(interval[0], unit)} … ${quantity(interval[1], unit)}`;
}

function draw(title: string, lines: [number, number][][]): string {
  const picture = plot(lines, { width: WIDTH, height: HEIGHT, hideXAxisTicks: true }).trimEnd();
  return `${pc.dim(title)}\n${picture}`;
}

export function fitJson(
  { log, arrivals, classes, concurrency, untold, text, files }: LogFit,
  check: CheckedFit,
) {
  const laws = (fit: ValueFit | null, dimension: 'duration' | 'bytes') =>
    fit === null
      ? null
      : {
          n: fit.sample.n,
          zeros: fit.zeros,
          mean: fit.mean,
          chosen: lawText(fit, dimension),
          candidates: fit.candidates.map(({ law, aic, logLikelihood, goodness }) => ({
            law: textOf(law, dimension),
            aic,
            logLikelihood,
            ...goodness,
          })),
        };
  return {
    schema: FIT_SCHEMA,
    log: {
      format: log.format,
      requests: log.records.length,
      badLines: log.badLines,
      badAt: log.badAt,
      resolution: log.resolution,
      span: log.span,
    },
    arrivals: {
      model: arrivals.model,
      rate: arrivals.rate,
      half: arrivals.half,
      steps:
        arrivals.steps === null ? null : { width: arrivals.steps.width, counts: [...arrivals.steps.counts] },
      clusters: arrivals.clusters,
      dispersion: arrivals.dispersion,
    },
    classes: classes.map(({ durations, sizes, ...own }) => ({
      ...own,
      durations: laws(durations, 'duration'),
      sizes: laws(sizes, 'bytes'),
    })),
    concurrency,
    untold,
    checks: check.checks,
    document: text,
    files: Object.fromEntries(files),
  };
}
