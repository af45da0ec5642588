import type { BudgetPolicy, BudgetSettings, RetryBudget } from './retry-budget.ts';

/** gRPC keeps three decimals of `tokenRatio`. */
const THOUSAND = 1000;

class TokenBucket implements RetryBudget {
  private readonly max: number;
  private readonly back: number;
  /** In thousandths. */
  private tokens: number;

  constructor({ maxTokens, tokenRatio }: BudgetSettings) {
    this.max = maxTokens * THOUSAND;
    this.back = Math.floor(tokenRatio * THOUSAND + 1e-6);
    this.tokens = this.max;
  }

  began(): void {}

  ended(_now: number, isGood: boolean): void {
    this.tokens = isGood ? Math.min(this.max, this.tokens + this.back) : Math.max(0, this.tokens - THOUSAND);
  }

  take(): boolean {
    return this.tokens > this.max / 2;
  }
}

/**
 * Every failed attempt takes a token, every good one brings back `tokenRatio` of one, between none and `maxTokens`;
 * while no more than half of them are there nothing is sent again. Source: `retryThrottling`, gRFC A6, and gRPC's
 * `retry_throttle.cc`, which counts thousandths. There, only failures with a status that could be retried count;
 * here all failures do.
 */
export const tokenBucket: BudgetPolicy = {
  name: 'token-bucket',
  summary: 'Failures take tokens, good answers bring some back; no retries below half of them (gRPC).',
  reads: ['maxTokens', 'tokenRatio'],
  open: (settings) => new TokenBucket(settings),
};
