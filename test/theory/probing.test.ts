import { describe, expect, it } from 'vitest';
import type { Report } from '../../sim-core/run/report.ts';
import { replicate } from './replications.ts';

/** A tenth of the servers, `desk-1` and so on, at half speed; the whole at 75 % of what it could do. */
const scenario = (policy: string, servers: number, duration: number): string => `brownout: 1
title: Antagonists
duration: ${duration}s
warmup: ${duration / 2}s
nodes:
  source: { kind: source, target: front, rate: ${72 * servers}/s }
  front: { kind: load-balancer, policy: ${policy}, backends: desk }
  desk: { kind: server, replicas: ${servers}, cores: 4, queue: 10k, service: exponential 40ms }
network: { default: { latency: 500us } }
faults:
${Array.from({ length: servers / 10 }, (_, i) => `  - { at: 0s, slow: desk-${i + 1}, times: 2 }`).join('\n')}
`;

const report = (policy: string, servers = 50, duration = 40): Report =>
  replicate(scenario(policy, servers, duration), 1)[0];
const meanOf = ({ clients }: Report): number => clients.source.latency.mean!;

describe('probes', () => {
  it('let Prequal balance as well as two choices that know all loads, and better than turns', () => {
    const two = meanOf(report('power-of-two-choices'));
    expect(meanOf(report('prequal, options: { hotQuantile: 0 }'))).toBeLessThan(two);
    expect(meanOf(report('prequal'))).toBeLessThan(1.5 * two);
    expect(meanOf(report('round-robin'))).toBeGreaterThan(5 * two);
  });

  it('without a limit on load make everybody run after the lowest latency', () => {
    expect(meanOf(report('prequal, options: { hotQuantile: 100% }', 20))).toBeGreaterThan(1);
  });

  it('that are lost break nothing', () => {
    const text = scenario('prequal', 20, 30).replace(
      'faults:',
      'faults:\n  - { at: 0s, drop: front -> desk, share: 100% }',
    );
    const [lost] = replicate(text.replace('kind: load-balancer', 'kind: load-balancer, timeout: 1s'), 1);
    expect(lost.clients.source.offered).toBeGreaterThan(0);
    expect(lost.clients.source.throughput).toBe(0);
  });
});

describe('reports of utilisation', () => {
  it('bring all servers to the same one', () => {
    const useOf = ({ nodes }: Report): number[] =>
      Object.values(nodes.desk.replicas).map(({ metrics }) => metrics.utilisation);
    const use = useOf(report('resource-aware', 20, 120));
    const turns = useOf(report('round-robin', 20, 120));
    expect(Math.max(...use) - Math.min(...use)).toBeLessThan(0.1);
    expect(Math.max(...turns) - Math.min(...turns)).toBeGreaterThan(0.25);
  });
});
