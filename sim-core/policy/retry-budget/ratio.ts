import { SlidingSum } from '../sliding-sum.ts';
import type { BudgetPolicy, BudgetSettings, RetryBudget } from './retry-budget.ts';

/** Slices of the window, as in Twitter's `TokenBucket.newLeakyBucket`. */
const SLICES = 10;

class RatioBudget implements RetryBudget {
  private readonly cost: number;
  private readonly deposit: number;
  private readonly reserve: number;
  private readonly tokens: SlidingSum;

  constructor({ share, minPerSecond, ...settings }: BudgetSettings) {
    this.deposit = share === 0 ? 0 : 1;
    this.cost = share === 0 ? 1 : 1 / share;
    this.reserve = minPerSecond * settings.window * this.cost;
    this.tokens = new SlidingSum(settings.window, SLICES);
  }

  began(now: number): void {
    this.tokens.add(now, this.deposit);
  }

  ended(): void {}

  take(now: number): boolean {
    // A hair's breadth of tolerance: tokens are counted up and down in floating point.
    if (this.tokens.sum(now) + this.reserve < this.cost - 1e-9) return false;
    this.tokens.add(now, -this.cost);
    return true;
  }
}

/**
 * Every request pays in one token and every retry costs 1/share; what is paid in or taken out is forgotten after
 * `window`, and a reserve of `minPerSecond` · `window` retries is always there. Source: `RetryBudget` and
 * `TokenBucket.newLeakyBucket` of Finagle 18 and Twitter util, whose slices begin when somebody looks; ours stand on a
 * fixed grid.
 */
export const ratio: BudgetPolicy = {
  name: 'ratio',
  summary: 'At most so many retries per request, and a few per second in any case (Finagle).',
  reads: ['share', 'window', 'minPerSecond'],
  open: (settings) => new RatioBudget(settings),
};
