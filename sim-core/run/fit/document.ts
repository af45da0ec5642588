import { formatQuantity } from '../../model/units.ts';
import type { Law } from '../../stats/fit/law.ts';
import type { ArrivalFit } from './fit-arrivals.ts';
import type { ClassFit } from './classes.ts';
import type { ValueFit } from './fit-values.ts';
import type { Log } from './read-log.ts';

/** A scenario document with the files it names. */
export interface FittedDocument {
  readonly text: string;
  readonly files: ReadonlyMap<string, string>;
}

interface Findings {
  readonly log: Log;
  readonly arrivals: ArrivalFit;
  readonly classes: readonly ClassFit[];
  readonly concurrency: number | null;
  readonly untold: readonly string[];
}

type Dimension = 'duration' | 'bytes';

/** What a server is given where the log says nothing. */
const ASSUMED_SERVICE = '10ms';
/** Cores beyond the most that were busy at once, so that a run with other luck has no queue either. */
const SPARE = 2;
const FEWEST_CORES = 4;
const MOST_CORES = 10_000;
const MOST_DURATION = 31 * 86_400;

/** Writes what was found as a scenario, with comments that say what it rests on. */
export function documentOf(findings: Findings, name: string): FittedDocument {
  const { log, arrivals, classes, concurrency } = findings;
  const timed = classes.some(({ durations }) => durations !== null);
  const cores = Math.min(MOST_CORES, Math.max(FEWEST_CORES, SPARE * (concurrency ?? 0)));
  const lines = [
    'brownout: 1',
    `title: ${JSON.stringify(`Traffic as in ${name}`)}`,
    'story: |',
    ...storyOf(findings).map((line) => `  ${line}`.trimEnd()),
    `duration: ${duration(Math.min(MOST_DURATION, log.span))}`,
    'warmup: none',
    'nodes:',
    '  clients:',
    '    kind: source',
    '    target: service',
    ...rateLines(arrivals, `${name}-rates.csv`),
    '    classes:',
    ...classes.flatMap((one) => classLines(one)),
    '  service:',
    '    kind: server',
    ...(timed
      ? [`    cores: ${cores} # nobody waits: measured durations hold their waiting already`]
      : [
          `    cores: ${cores} # an assumption: the log does not tell`,
          `    service: exponential ${ASSUMED_SERVICE} # an assumption: the log has no durations`,
        ]),
    '',
  ];
  const { steps } = arrivals;
  const files = new Map(steps === null ? [] : [[`${name}-rates.csv`, ratesCsv(arrivals, log.span)]]);
  return { text: lines.join('\n'), files };
}

function storyOf({ log, arrivals, classes, untold }: Findings): string[] {
  const { records, span, badLines } = log;
  const bad = badLines === 0 ? '' : ` ${badLines} lines made no sense and were left out.`;
  return [
    `Fitted to ${records.length} requests in ${duration(span)} (${log.format}).${bad}`,
    `They come ${ARRIVALS[arrivals.model]}, ${classes.length === 1 ? 'all of one sort' : `in ${classes.length} sorts`}.`,
    '',
    'What the log cannot tell:',
    '',
    ...untold.map((sentence) => `- ${sentence}`),
  ];
}

const ARRIVALS: Readonly<Record<ArrivalFit['model'], string>> = {
  poisson: 'at random',
  constant: 'evenly spaced',
  bursts: 'in bursts',
};

function rateLines({ model, rate, steps, clusters }: ArrivalFit, file: string): string[] {
  return [
    steps === null
      ? `    rate: ${formatQuantity('rate', digits(rate))}`
      : `    rate: { profile: csv, data: ${file} } # ${steps.counts.length} steps of ${duration(steps.width)}, ${digits(rate)}/s on average`,
    ...(model === 'constant' ? ['    arrivals: constant'] : []),
    ...(clusters === null
      ? []
      : [
          `    bursts: { size: ${digits(clusters.size)}, spacing: exponential ${duration(clusters.spacing)} }`,
        ]),
  ];
}

/** The last step may be cut off by the end of the log: its rate, not its count, is what was seen. */
function ratesCsv({ steps }: ArrivalFit, span: number): string {
  const { counts, width } = steps!;
  const rows = [...counts].map((count, i) => {
    const seen = Math.min(width, span - i * width);
    return `${i * width},${digits((count * width) / Math.max(seen, width / 100))}`;
  });
  return ['seconds,requests', ...rows, ''].join('\n');
}

function classLines({ name, pattern, share, writes, durations, sizes, paths }: ClassFit): string[] {
  const key = paths.count < 2 ? null : `zipf ${digits(paths.exponent)} of ${paths.count}`;
  return [
    `      ${name}: # ${pattern.replaceAll(/[^ -~…]/g, '?')}`,
    `        share: ${digits(share * 100)}%`,
    ...(writes ? ['        op: write'] : []),
    ...(durations === null ? [] : [`        work: ${lawText(durations, 'duration')}`]),
    ...(sizes === null ? [] : [`        replySize: ${lawText(sizes, 'bytes')}`]),
    ...(key === null ? [] : [`        key: ${key}`]),
  ];
}

/** A fitted law as a scenario writes it. */
export function lawText({ candidates, values }: ValueFit, dimension: Dimension): string {
  if (values !== null) return `{ values: [${values.map((value) => quantity(value, dimension)).join(', ')}] }`;
  return textOf(candidates[0].law, dimension);
}

/** A law as a scenario writes it. */
export function textOf({ family, parameters }: Law, dimension: Dimension): string {
  const [a, b, c] = parameters;
  const q = (value: number) => quantity(value, dimension);
  switch (family) {
    case 'constant':
      return q(a);
    case 'uniform':
      return `uniform ${q(a)} ${q(b)}`;
    case 'exponential':
      return `exponential ${q(a)}`;
    case 'erlang':
      return `erlang ${a} ${q(b)}`;
    case 'hyperexponential':
      return `hyperexponential ${q(a)} scv ${digits(b)}`;
    case 'lognormal':
      return `lognormal p50 ${q(a)} p99 ${q(b)}`;
    case 'pareto':
      return `pareto ${digits(a)} min ${q(b)}`;
    case 'bounded-pareto':
      return `pareto ${digits(a)} min ${q(b)} max ${q(c)}`;
    default:
      return `${family} ${digits(a)} mean ${q(b)}`;
  }
}

function quantity(value: number, dimension: Dimension): string {
  return dimension === 'bytes' ? `${Math.max(1, Math.round(value))}B` : duration(value);
}

/** In the unit that people would use; a document is read more often than it is written. */
function duration(seconds: number): string {
  if (seconds < 1e-3) return `${digits(seconds * 1e6)}us`;
  return seconds < 1 ? `${digits(seconds * 1e3)}ms` : `${digits(seconds)}s`;
}

/** Four digits: more than any sample can tell. */
function digits(value: number): number {
  return Number(value.toPrecision(4));
}
