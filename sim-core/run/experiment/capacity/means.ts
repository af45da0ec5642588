import { estimate } from '../../../stats/compare.ts';
import type { Outcome } from '../replications.ts';

/** Means over replications of one variation. */
export class Means {
  readonly runs: number;
  private readonly outcomes: readonly Outcome[];

  constructor(outcomes: readonly Outcome[]) {
    this.outcomes = outcomes;
    this.runs = outcomes.length;
  }

  /** Of a figure such as `web.p99`, over the runs that have it; null if none has. */
  of(figure: string): number | null {
    const values = this.outcomes.flatMap(({ figures }) => figures.get(figure) ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  }

  /** Standard deviation from run to run, relative to the mean; 0 where there are fewer than two runs. */
  scatter(figure: string): number {
    const values = this.outcomes.flatMap(({ figures }) => figures.get(figure) ?? []);
    if (values.length < 2) return 0;
    const { mean, deviation } = estimate(values, 0.95);
    return mean === 0 ? 0 : deviation / Math.abs(mean);
  }

  /** Of something that is counted, per second. */
  rate(figure: string): number | null {
    const values = this.outcomes.flatMap(({ figures, seconds }) => {
      const count = figures.get(figure);
      return count === undefined || seconds === 0 ? [] : count / seconds;
    });
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  }

  /** Sum of a figure over several nodes; what is missing counts as 0. */
  sum(nodes: readonly string[], name: string): number {
    return nodes.reduce((sum, id) => sum + (this.of(`${id}.${name}`) ?? 0), 0);
  }

  get warmup(): number {
    return this.outcomes.reduce((sum, { warmup }) => sum + warmup, 0) / Math.max(1, this.runs);
  }

  get isSteady(): boolean {
    return this.outcomes.every(({ steady, finished }) => steady && finished);
  }
}
