import { describe, expect, it } from 'vitest';
import { run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

const ZONES = ['a', 'b', 'c'];

/** Three zones with clients and a balancer each; servers are placed by `zones`, in turn. */
function document(
  balancer: (zone: string, index: number) => string,
  zones: readonly string[],
  faults = '',
): string {
  const nodes = ZONES.map(
    (zone, i) => `
  users-${zone}: { kind: source, target: front-${zone}, rate: 300/s, zone: ${zone}, classes: { call: { share: 100%, work: exponential 2ms } }, timeout: 1s }
  front-${zone}: { kind: load-balancer, backends: api, ${balancer(zone, i)} }`,
  );
  return `
brownout: 1
duration: 30s
warmup: 2s
zones: [${ZONES.join(', ')}]
nodes:${nodes.join('')}
  api: { kind: server, replicas: ${zones.length}, cores: 1, zones: [${zones.join(', ')}] }
network:
  withinZone: { latency: 100us }
  betweenZones: { latency: 10ms }
${faults}`;
}

function outcome(text: string) {
  const { scenario, problems } = loadScenario(text);
  expect(problems).toEqual([]);
  const { nodes, clients } = run(scenario!);
  const latency = (zone: string) => clients[`users-${zone}`].latency;
  const arrived = Object.values(nodes.api.replicas).map(({ metrics }) => metrics.arrived);
  return { latency, arrived };
}

const inZone = (zone: string) => `policy: zone-aware, zone: ${zone}, options: { peers: 3 }`;
/** Twelve servers, four in each zone. */
const EVEN = Array.from({ length: 12 }, (_, i) => ZONES[i % 3]);

describe('zone-aware balancers in a run', () => {
  it('keep requests at home when every zone has its part', () => {
    const { latency, arrived } = outcome(document(inZone, EVEN));
    for (const zone of ZONES) expect(latency(zone).p99).toBeLessThan(0.019);
    const mean = arrived.reduce((sum, n) => sum + n) / 12;
    for (const n of arrived) expect(Math.abs(n / mean - 1)).toBeLessThan(0.1);
  });

  it('send away what a small zone cannot take, and servers share alike', () => {
    // Two, four and six servers: zone a keeps half of its requests.
    const zones = ['a', 'a', 'b', 'b', 'b', 'b', 'c', 'c', 'c', 'c', 'c', 'c'];
    const { latency, arrived } = outcome(document(inZone, zones));
    expect(latency('a').p90).toBeGreaterThan(0.02);
    expect(latency('b').p90).toBeLessThan(0.019);
    const mean = arrived.reduce((sum, n) => sum + n) / 12;
    for (const n of arrived) expect(Math.abs(n / mean - 1)).toBeLessThan(0.1);
  });

  it('go to other zones while their own servers are down', () => {
    const faults = 'faults: [' + [1, 4, 7, 10].map((i) => `{ at: 10s, crash: api-${i} }`).join(', ') + ']';
    const { latency, arrived } = outcome(document(inZone, EVEN, faults));
    expect(latency('a').p90).toBeGreaterThan(0.02);
    expect(latency('b').p90).toBeLessThan(0.019);
    expect(arrived[1]).toBeGreaterThan(arrived[0] * 2);
  });

  it('look at no zones when they are in none', () => {
    const zones = ['a', 'a', 'b', 'b', 'b', 'b', 'c', 'c', 'c', 'c', 'c', 'c'];
    const nowhere = () => 'policy: zone-aware, options: { peers: 3 }';
    const { arrived } = outcome(document(nowhere, zones));
    const mean = arrived.reduce((sum, n) => sum + n) / 12;
    for (const n of arrived) expect(Math.abs(n / mean - 1)).toBeLessThan(0.1);
  });
});

describe('apertures in a run', () => {
  it('give each of three balancers its own four servers', () => {
    const own = (_zone: string, i: number) =>
      `policy: aperture, options: { apertureSize: 4, peers: 3, peer: ${i} }`;
    const faults = 'faults: [{ at: 0s, slow: api-1, times: 50 }]';
    const { latency, arrived } = outcome(document(own, EVEN, faults));
    // One server is so slow that whoever talks to it notices: one balancer does.
    expect(latency('a').p99).toBeGreaterThan(2 * latency('b').p99!);
    expect(arrived[0]).toBeLessThan(arrived[1] / 2);
    const sum = (from: number) => arrived.slice(from, from + 4).reduce((total, n) => total + n);
    for (const from of [0, 4, 8]) expect(Math.abs(sum(from) / (300 * 28) - 1)).toBeLessThan(0.05);
  });
});
