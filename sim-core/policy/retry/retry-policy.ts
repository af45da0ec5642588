import type { Random } from '../../random/generator.ts';

/** How far the draw may spread around the pure delay; names as in Brooker, AWS Architecture Blog, 2015. */
export const JITTERS = [
  { name: 'none', summary: 'Exactly the delay.' },
  { name: 'full', summary: 'Anything from nothing to the delay.' },
  { name: 'equal', summary: 'Half of the delay for certain, the other half at random.' },
  { name: 'decorrelated', summary: 'Between the base and three times the delay before.' },
] as const;

export type Jitter = (typeof JITTERS)[number]['name'];

export interface RetrySettings {
  /** Seconds. */
  readonly base: number;
  /** Longest delay in seconds. */
  readonly cap: number;
  readonly jitter: Jitter;
}

/** How long to wait before trying again. Pure: what it needs to know comes in. */
export interface RetryPolicy {
  readonly name: string;
  readonly summary: string;
  /**
   * @param failed attempts that have failed so far, from 1.
   * @param previous the delay before the last attempt; `base` the first time.
   * @returns seconds to wait, or −1 for no further attempt.
   */
  delay(failed: number, previous: number, settings: RetrySettings, random: Random): number;
}

/** Draws around a pure delay. */
export function withJitter(delay: number, previous: number, settings: RetrySettings, random: Random): number {
  return SPREADS[settings.jitter](delay, previous, settings, random);
}

const SPREADS: Readonly<Record<Jitter, typeof withJitter>> = {
  none: (delay) => delay,
  full: (delay, _previous, _settings, random) => delay * random.next(),
  equal: (delay, _previous, _settings, random) => delay / 2 + (delay / 2) * random.next(),
  decorrelated: (_delay, previous, { base, cap }, random) =>
    Math.min(cap, base + (previous * 3 - base) * random.next()),
};
