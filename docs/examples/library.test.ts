import { expect, it } from 'vitest';
import { isAnswer, loadScenario, planCapacity, run } from '../../sim-core/index.ts';
import '../../sim-core/run/vitest.ts';

// In your project: import { loadScenario, run } from 'brownout'; import 'brownout/vitest';

const { scenario } = loadScenario(`
brownout: 1
title: Checkout
duration: 60s
warmup: 5s
nodes:
  shoppers: { kind: source, target: front, rate: 200/s, timeout: 1s }
  front: { kind: load-balancer, policy: least-connections, backends: api }
  api: { kind: server, replicas: 4, cores: 2, service: exponential 20ms }
network: { default: { latency: 1ms } }
faults:
  - { at: 20s, for: 10s, crash: api-2 }
expect:
  - shoppers.p99 < 250ms
  - shoppers.availability > 99.9%
`);

it('survives the loss of one server', () => {
  expect(run(scenario!, { seed: 7 })).toMeetObjectives();
});

it('gives numbers to work with', () => {
  const report = run(scenario!, { seed: 7 });
  const { latency, offeredRate } = report.clients.shoppers;
  expect(offeredRate).toBeGreaterThan(180);
  expect(latency.p99Ci![0]).toBeLessThanOrEqual(latency.p99!);
  expect(report.nodes.api.metrics.utilisation).toBeLessThan(0.7);
});

it('is the same run every time', () => {
  expect(run(scenario!, { seed: 7 }).fingerprint).toBe(run(scenario!, { seed: 7 }).fingerprint);
  expect(run(scenario!, { seed: 8 }).fingerprint).not.toBe(run(scenario!, { seed: 7 }).fingerprint);
});

it('says what was missed, with the numbers and how to replay it', () => {
  const { scenario: tight } = loadScenario(scenario!.text, { set: ['nodes.api.replicas=2'] });
  expect(() => expect(run(tight!, { seed: 7 })).toMeetObjectives()).toThrow(
    /missed .* of 2[\s\S]*measured[\s\S]*--seed 7/,
  );
});

it('plans capacity: how few servers carry this load, also without one of them', () => {
  const { report } = planCapacity(scenario!.text, {
    set: ['duration=8s', 'warmup=1s', 'faults=[]'],
    node: 'api',
    objectives: ['shoppers.availability > 99%', 'shoppers.p90 < 400ms'],
    questions: ['replicas'],
  });
  const [plain, without] = report!.replicas.map((answer) => (isAnswer(answer) ? answer.meets : null));
  expect(without).toBeGreaterThan(plain!);
});
