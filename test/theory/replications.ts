import { loadScenario } from '../../sim-core/scenario/index.ts';
import { run } from '../../sim-core/run/run.ts';
import type { Report } from '../../sim-core/run/report.ts';

/** Two-sided 99.9 % point of Student's t for ten degrees of freedom and a few more. */
const T_999: Readonly<Record<number, number>> = { 7: 5.408, 9: 4.781, 11: 4.437, 15: 4.073, 19: 3.883 };

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

/** Mean over replications with its 99.9 % interval. */
export function sample(values: readonly number[]): Sample {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { mean, half: T_999[n - 1] * Math.sqrt(variance / n) };
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
