import { loadScenario, type Problem } from '../../scenario/index.ts';
import { sampleOf, sampleQuantile } from '../../stats/fit/sample.ts';
import { run } from '../run.ts';
import type { LogFit } from './fit-log.ts';

/** One figure of the log beside the same of a run of the fitted scenario. */
export interface FitCheck {
  readonly figure: string;
  readonly unit: string;
  readonly log: number;
  readonly run: number;
  /** Of the run's figure, 95 %; null where a single run gives none. */
  readonly interval: readonly [number, number] | null;
  /** Whether the log's figure is inside it, or within what both samples carry. */
  readonly agrees: boolean;
}

export interface CheckedFit {
  /** Problems of the document: none, if all is well. */
  readonly problems: readonly Problem[];
  readonly checks: readonly FitCheck[];
  /** Simulated seconds of the run. */
  readonly seconds: number;
}

/** A run of more requests takes longer than somebody waits. */
const MOST_REQUESTS = 300_000;
const QUANTILES = [
  ['p50', 0.5, 'p50Ci', 20],
  ['p90', 0.9, 'p90Ci', 100],
  ['p99', 0.99, 'p99Ci', 1000],
] as const;
/** How far shares of two samples of one law lie apart, 95 times in 100 (Smirnov). */
const SMIRNOV = 1.358;
const TWO_SIDED = 1.96;

/** Runs the fitted scenario and compares it with the log. */
export function checkFit(fit: LogFit): CheckedFit {
  const { scenario, problems } = loadScenario(fit.text, { files: fit.files });
  if (scenario === null) return { problems, checks: [], seconds: 0 };
  const { records, span } = fit.log;
  const duration = Math.min(scenario.duration, (span * MOST_REQUESTS) / records.length);
  const report = run(scenario, { duration });
  const client = report.clients['clients'];
  const whole = duration === scenario.duration;
  const checks: FitCheck[] = whole ? [rateCheck(fit, client.offered, duration)] : [];
  const durations = records.map(({ duration: time }) => time).filter((time) => time > 0);
  if (durations.length >= QUANTILES[0][3]) {
    const sample = sampleOf(durations);
    const { latency } = client;
    for (const [name, p, ci, needed] of QUANTILES) {
      const measured = latency[name];
      if (measured === null || sample.n < needed) continue;
      const log = sampleQuantile(sample, p);
      const slack = SMIRNOV * Math.sqrt((1 / sample.n + 1 / latency.count) * p * (1 - p) * 4);
      const [low, high] = [p - slack, p + slack].map((q) => sampleQuantile(sample, q));
      checks.push({
        figure: `latency ${name}`,
        unit: 's',
        log,
        run: measured,
        interval: latency[ci],
        agrees: measured >= low && measured <= high,
      });
    }
  }
  return { problems, checks, seconds: duration };
}

/** Counts vary with their index of dispersion, in the log as in the run. */
function rateCheck({ log, arrivals }: LogFit, offered: number, seconds: number): FitCheck {
  const index = arrivals.clusters === null ? 1 : 2 * arrivals.clusters.size - 1;
  const half = (TWO_SIDED * Math.sqrt(index * offered)) / seconds;
  const [measured, told] = [offered / seconds, log.records.length / log.span];
  return {
    figure: 'requests per second',
    unit: '/s',
    log: told,
    run: measured,
    interval: [measured - half, measured + half],
    agrees: Math.abs(told - measured) <= half * Math.SQRT2,
  };
}
