import { describe, expect, it } from 'vitest';
import { balancers } from '../../sim-core/policy/balancing/index.ts';
import { rateLimits } from '../../sim-core/policy/rate-limit/index.ts';
import { presets } from '../../sim-core/model/edge/presets.ts';
import { params } from '../../sim-core/model/edge/balancer-settings.ts';
import { loadScenario, parseCommand } from '../../sim-core/scenario/index.ts';

function load(balancer: string) {
  return loadScenario(`
brownout: 1
nodes:
  client: { kind: source, target: front, rate: 10/s }
  front: { kind: load-balancer, backends: api, ${balancer} }
  api: { kind: server, replicas: 2 }
`);
}

function settingsOf(balancer: string): Readonly<Record<string, unknown>> {
  const { scenario, problems } = load(balancer);
  expect(problems).toEqual([]);
  return scenario!.nodes.find(({ id }) => id === 'front')!.params;
}

/** Values of settings that are not numbers. */
const VALUES: Readonly<Record<string, string>> = {
  checks: '{}',
  outliers: '{}',
  panicThreshold: '50%',
  shed: '[{ held: 5 }]',
  coalesce: 'true',
};

describe.each(presets.map((preset) => [preset.name, preset] as const))('preset %s', (name, preset) => {
  it('speaks of settings and policies that there are', () => {
    const known = Object.keys(params.shape);
    expect(known).toEqual(expect.arrayContaining(Object.keys(preset.defaults)));
    expect(known).toEqual(expect.arrayContaining(Object.keys(preset.refused)));
    expect(known).toEqual(expect.arrayContaining(Object.values(preset.refused).flat()));
    expect(balancers.map((one) => one.name)).toEqual(expect.arrayContaining([...preset.policies]));
  });

  it.each(preset.policies)('takes its policy %s', (policy) => {
    expect(settingsOf(`preset: ${name}, policy: ${policy}`).policy).toBe(policy);
  });

  it.each(Object.entries(preset.refused))('refuses %s', (setting, instead) => {
    const value = VALUES[setting] ?? '5';
    const unit = ['slowStart', 'queueTimeout', 'viewAge', 'failTimeout'].includes(setting) ? 's' : '';
    const { scenario, problems } = load(`preset: ${name}, ${setting}: ${value}${unit}`);
    expect(scenario).toBeNull();
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['not-offered', `nodes.front.${setting}`],
    ]);
    for (const other of instead) expect(problems[0].fix).toContain(other);
  });

  it('limits rates by its own laws only', () => {
    for (const { name: law } of rateLimits) {
      const { problems } = load(`preset: ${name}, keyLimit: { policy: ${law}, rate: 10/s }`);
      const codes = preset.limits.includes(law) ? [] : [['policy-not-offered', 'nodes.front.keyLimit']];
      expect(problems.map(({ code, path }) => [code, path])).toEqual(codes);
    }
  });

  it('bounds concurrency by a fixed limit only', () => {
    expect(load(`preset: ${name}, concurrency: { policy: fixed }`).problems).toEqual([]);
    const { problems } = load(`preset: ${name}, concurrency: { policy: vegas }`);
    expect(problems.map(({ code }) => code)).toEqual(['policy-not-offered']);
  });

  it('refuses policies of others', () => {
    const { problems } = load(`preset: ${name}, policy: prequal`);
    expect(problems.map(({ code }) => code)).toEqual(['policy-not-offered']);
    expect(problems[0].why).toContain(preset.policies[0]);
  });
});

describe('presets', () => {
  it('set defaults, and only defaults', () => {
    expect(settingsOf('preset: nginx')).toMatchObject({ policy: 'round-robin', timeout: 60, maxFails: 1 });
    expect(settingsOf('preset: nginx, timeout: 5s').timeout).toBe(5);
    expect(settingsOf('preset: envoy')).toMatchObject({ timeout: 15, tries: 1, panicThreshold: 0.5 });
    expect(settingsOf('preset: haproxy')).toMatchObject({
      policy: 'haproxy-round-robin',
      allBackups: false,
      retryOn: 'refused',
      connections: { keep: 1_000_000, idle: 5, handshake: 1 },
    });
    expect(settingsOf('preset: haproxy').timeout).toBeUndefined();
    expect(settingsOf('policy: random').connections).toBeUndefined();
  });

  it('hold when a setting is changed while the run goes on', () => {
    const { scenario } = load('preset: envoy');
    const { scenario: changed } = parseCommand('set: front.policy, to: maglev', scenario!);
    const front = changed.nodes.find(({ id }) => id === 'front')!.params;
    expect(front).toMatchObject({ policy: 'maglev', timeout: 15, panicThreshold: 0.5 });
  });

  it('leave slow start to policies that can', () => {
    expect(settingsOf('slowStart: 30s').slowStart).toBe(30);
    const { problems } = load('slowStart: 30s, policy: consistent-hash');
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['no-slow-start', 'nodes.front.slowStart'],
    ]);
  });
});
