import { expect, it } from 'vitest';
import { loadScenario, run } from '../../sim-core/index.ts';
import '../../sim-core/run/vitest.ts';

// In your project: import { loadScenario, run } from 'brownout'; import 'brownout/vitest';

const text = `
brownout: 1
title: Checkout
duration: 40s
warmup: 2s
nodes:
  shoppers: { kind: source, target: front, rate: 100/s, timeout: 1s }
  front: { kind: load-balancer, policy: least-connections, backends: api }
  api: { kind: server, replicas: 4, service: exponential 20ms }
expect:
  - shoppers.availability > 99%
`;
const { scenario: checkout } = loadScenario(text);
const { scenario: random } = loadScenario(text, { set: ['front.policy=random'] });

it('is faster with least connections than at random', () => {
  expect(checkout!).toBeFasterThan(random!, { at: 'mean', confidence: 0.95, pairs: 5 });
});

it('survives the loss of a server', () => {
  expect(checkout!).toSurvive('{ at: 15s, crash: api-2, for: 5s }');
});

it('is as before soon after everything was slow', () => {
  const { scenario } = loadScenario(text, { set: ['faults=[{ at: 15s, for: 3s, slow: api, times: 6 }]'] });
  expect(run(scenario!, { seed: 7 })).toRecoverWithin('15s');
});

it('has the numbers that it had', async () => {
  await expect(checkout!).toMatchBaseline('checkout', { replications: 5 });
});
