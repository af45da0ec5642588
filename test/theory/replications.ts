import { expect } from 'vitest';
import { digits, record } from '../validation/record.ts';
import { loadScenario, run } from './engine.ts';
import type { Report } from '../../sim-core/run/report.ts';

/** Two-sided 99.9 % point of Student's t for ten degrees of freedom and a few more. */
const T_999: Readonly<Record<number, number>> = {
  7: 5.408,
  9: 4.781,
  11: 4.437,
  15: 4.073,
  18: 3.922,
  19: 3.883,
};

export interface Sample {
  readonly mean: number;
  /** Half-width of the 99.9 % confidence interval. */
  readonly half: number;
}

/** Independent replications of a scenario, one report per seed. */
export function replicate(text: string, replications: number): Report[] {
  const { scenario, problems } = loadScenario(text);
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 2));
  return Array.from({ length: replications }, (_, i) => {
    const report = run(scenario, { seed: i + 1 });
    const wrong = report.problems.filter(({ severity }) => severity === 'error');
    if (wrong.length > 0) throw new Error(wrong[0].what);
    return report;
  });
}

/** The interval must cover the value, and be narrow enough for that to mean something; either way it is recorded. */
export function agrees(
  measured: Sample,
  value: number,
  width: number,
  what: string,
  component: string,
): void {
  record({
    component,
    oracle: 'queueing theory',
    what,
    expected: digits(value),
    measured: digits(measured.mean),
    interval: digits(measured.half),
  });
  expect(measured.half / value, `${component}, ${what}: half-width`).toBeLessThan(width);
  expect(
    Math.abs(measured.mean - value),
    `${component}, ${what}: ${measured.mean} ± ${measured.half} against ${value}`,
  ).toBeLessThan(measured.half);
}

/** Mean over replications with its 99.9 % interval. */
export function sample(values: readonly number[]): Sample {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, half: T_999[n - 1] * Math.sqrt(variance / n) };
}

/**
 * As {@link sample}, for figures that go up and down with another one of the same runs whose true mean is known: a control
 * variate (Lavenberg and Welch, Management Science 27(3), 1981). Luck that moved both is taken out by regression.
 */
export function adjusted(values: readonly number[], control: readonly number[], truth: number): Sample {
  const n = values.length;
  const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / n;
  const [level, controlLevel] = [mean(values), mean(control)];
  const spread = control.reduce((sum, value) => sum + (value - controlLevel) ** 2, 0);
  const slope =
    values.reduce((sum, value, i) => sum + (value - level) * (control[i] - controlLevel), 0) / spread;
  const rest = values.map((value, i) => value - level - slope * (control[i] - controlLevel));
  const variance = rest.reduce((sum, value) => sum + value * value, 0) / (n - 2);
  const off = controlLevel - truth;
  return {
    mean: level - slope * off,
    half: T_999[n - 2] * Math.sqrt(variance * (1 / n + (off * off) / spread)),
  };
}

/** A source, a server and nothing else. Times are in units of the mean service time, here one second. */
export function queue(rate: number, server: string, duration: number, source = ''): string {
  return `brownout: 1
title: Queue
duration: ${duration}s
warmup: ${duration / 16}s
limits: { liveRequests: 2000000 }
nodes:
  source: { kind: source, target: desk, rate: ${rate}/s${source} }
  desk: { kind: server, queue: 1M, ${server} }
`;
}
