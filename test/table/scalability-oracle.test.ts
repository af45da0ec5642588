import { expect, it } from 'vitest';
import { fitScalability, throughputAt } from '../../sim-core/stats/scalability.ts';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import { recordClose } from '../validation/record.ts';

it('the universal scalability law is fitted to points that follow it, and has its peak where they say', () => {
  const points = oracle.USL.map(({ N, X }) => ({ concurrency: N, throughput: X }));
  const found = fitScalability(points)!;
  const [{ sigma, kappa, gamma, Nmax }] = oracle.USL;
  const pairs = [
    [found.contention, sigma],
    [found.coherency, kappa],
    [found.one, gamma],
    [found.peakConcurrency!, Nmax],
    ...points.map(({ concurrency, throughput }) => [throughputAt(found, concurrency), throughput]),
  ];
  const worst = Math.max(...pairs.map(([value, wanted]) => Math.abs(value / wanted - 1)));
  recordClose(
    'universal scalability law',
    'Gunther 2007, closed form',
    pairs.length,
    'factors, peak, points',
    worst,
  );
  expect(worst).toBeLessThan(1e-8);
});
