import { describe, expect, it } from 'vitest';
import { run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { digits, record } from '../validation/record.ts';
import { sample } from './replications.ts';

describe('a hedged exponential at light load', () => {
  it.each([0, 0.05, 0.1])('after %d s has the mean of the race', (delay) => {
    const mean = 0.1;
    const { scenario } = loadScenario(`brownout: 1
title: Race
duration: 40s
nodes:
  web: { kind: source, target: app, rate: 100/s, hedge: { policy: fixed, delay: ${delay}s } }
  app: { kind: server, cores: 1000, service: exponential ${mean}s }
`);
    const found = sample(
      Array.from({ length: 8 }, (_, seed) => run(scenario!, { seed: seed + 1 }).clients['web'].latency.mean!),
    );
    // Memoryless: what is still out after the delay races with a fresh one, and the minimum has half the mean.
    const expected = mean * (1 - Math.exp(-delay / mean) / 2);
    record({
      component: 'hedging',
      oracle: 'minimum of two exponentials',
      what: `mean seconds, exponential ${mean} s, hedge after ${delay} s`,
      expected: digits(expected),
      measured: digits(found.mean),
      interval: digits(found.half),
    });
    expect(Math.abs(found.mean - expected)).toBeLessThan(found.half);
    expect(found.half).toBeLessThan(0.05 * expected);
  });
});
