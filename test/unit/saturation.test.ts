import { describe, expect, it } from 'vitest';
import { loadScenario, run, type Report } from '../../sim-core/index.ts';
import { bimodal, exponential, lognormal, pareto, weibull } from '../../sim-core/random/distributions.ts';
import type { Distribution } from '../../sim-core/random/distribution.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { Histogram } from '../../sim-core/stats/histogram.ts';
import { heavyTail, tailIndex } from '../../sim-core/stats/tail-index.ts';

function report(rate: number, desk: string, more = ''): Report {
  const { scenario, problems } = loadScenario(`brownout: 1
title: Queue
duration: 100s
nodes:
  web: { kind: source, target: desk, rate: ${rate}/s }
  desk: { ${desk} }
limits: { liveRequests: 1M }
${more}`);
  if (scenario === null) throw new Error(JSON.stringify(problems));
  return run(scenario, { seed: 5 });
}

const said = ({ problems }: Report): string => problems.map(({ what }) => what).join('\n');

describe('what is given more than it can serve', () => {
  const server = 'kind: server, service: exponential 10ms, queue: 1M';

  it('is recognised by its queue', () => {
    const found = report(130, server);
    expect(found.saturated).toHaveLength(1);
    const [{ node, load, turnedAway, growth }] = found.saturated;
    expect(node).toBe('desk');
    expect(load).toBeCloseTo(1.3, 1);
    expect(turnedAway).toBe(0);
    expect(growth).toBeCloseTo(30, -1);
    expect(said(found)).toMatch(
      /No steady state: load is 1\.3× what desk can serve, and what waits there grows by \d+/,
    );
  });

  it('is recognised by what it turns away', () => {
    const found = report(130, 'kind: server, service: exponential 10ms, queue: 20');
    expect(found.saturated[0].load).toBeCloseTo(1.3, 1);
    expect(said(found)).toMatch(
      /Saturated: load is 1\.3× what desk can serve, and 2\d % of it is turned away/,
    );
  });

  it('is recognised in a store', () => {
    const store = 'kind: replicated-store, replicas: 1, cores: 1, readTime: exponential 10ms, queue: 1M';
    expect(report(140, store).saturated[0].load).toBeCloseTo(1.4, 1);
  });

  it('is nobody who is only busy, or only for a while', () => {
    expect(report(90, server).saturated).toEqual([]);
    expect(report(97, server).saturated).toEqual([]);
    const spike = 'faults: [{ at: 20s, for: 30s, slow: desk, times: 4 }]';
    expect(report(80, server, spike).saturated).toEqual([]);
  });
});

describe('tails', () => {
  function sampled(law: Distribution, n = 100_000): Histogram {
    const random = stream(1, 'tail');
    const all = new Histogram();
    for (let i = 0; i < n; i++) all.record(law.sample(random));
    return all;
  }

  it('of a power law have its index', () => {
    for (const alpha of [1.2, 1.6, 3])
      expect(tailIndex(sampled(pareto(alpha, 1)), 0.02)!.index / alpha).toBeCloseTo(1, 1);
  });

  it.each([
    ['Pareto 1.2', pareto(1.2, 1), true],
    ['Pareto 1.5', pareto(1.5, 1), true],
    ['Pareto 3', pareto(3, 1), false],
    ['exponential', exponential(1), false],
    ['lognormal', lognormal(1, 1), false],
    ['Weibull 0.5', weibull(0.5, 1), false],
    ['two modes', bimodal(0.001, 1, 0.995), false],
  ])('%s: heavy %s', (_, law, heavy) => {
    expect(heavyTail(sampled(law)) !== null).toBe(heavy);
  });

  it('are told in the report, with what follows from it', () => {
    const found = report(900, 'kind: server, cores: 500, service: pareto 1.1 min 1ms');
    expect(said(found)).toMatch(/Heavy tail at web: the longest latencies fall off like x\^−(?:0|1)\.\d/);
  });
});
