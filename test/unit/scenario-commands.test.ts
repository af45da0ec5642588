import { describe, expect, it } from 'vitest';
import { loadScenario, parseCommand, type Scenario } from '../../sim-core/scenario/index.ts';

const SCENARIO: Scenario = loadScenario(`
brownout: 1
zones: [east]
nodes:
  shop: { kind: source, target: front, rate: 50/s }
  front: { kind: load-balancer, backends: api }
  api: { kind: server, replicas: 3, queue: 100, zone: east }
  store: { kind: replicated-store }
`).scenario!;

function commandOf(input: string | object, scenario = SCENARIO) {
  const parsed = parseCommand(input, scenario);
  expect(parsed.problems).toEqual([]);
  return parsed;
}

describe('commands', () => {
  it('strike', () => {
    const { command, at } = commandOf('{ slow: api-2, times: 4, for: 30s }');
    expect(command).toMatchObject({
      kind: 'strike',
      fault: { name: 'slow' },
      params: { slow: { kind: 'id', id: 'api-2' }, times: 4 },
      lasts: 30,
      text: 'slow: api-2, times: 4, for: 30s',
    });
    expect(at).toBeNull();
  });

  it.each([
    ['at: 4min, crash: api', 240],
    ['{ at: 0.5s, crash: leader of store }', 0.5],
    ['crash: zone east', null],
    ['{"at": 12.25, "zone-outage": "east"}', 12.25],
  ])('%s', (text, at) => {
    expect(commandOf(text).at).toBe(at);
  });

  it('may be objects, as recorded', () => {
    expect(commandOf({ at: 3.5, crash: 'api-1' })).toMatchObject({
      at: 3.5,
      command: { text: 'crash: api-1' },
    });
  });

  it('change settings, keeping the others', () => {
    const { command } = commandOf('set: api.queue, to: 5');
    expect(command).toMatchObject({ kind: 'change', node: 'api', text: 'set: api.queue, to: 5' });
    expect((command as { params: object }).params).toMatchObject({ queue: 5, replicas: 3 });
    expect((command as { params: object }).params).not.toHaveProperty('zone');
  });

  it('take a list as its text, as a form has it', () => {
    const { command } = commandOf({ set: 'api.shed', to: '[{ priority: 9, wait: 20ms }]' });
    expect((command as unknown as { params: { shed: object[] } }).params.shed).toHaveLength(1);
    const { problems } = parseCommand({ set: 'api.shed', to: '[{ priority: 9' }, SCENARIO);
    expect(problems[0].what).toContain('should be a list');
  });

  it('change on top of what earlier commands changed', () => {
    const first = commandOf('set: shop.rate, to: 90/s');
    const second = commandOf({ set: 'shop.timeout', to: '1s' }, first.scenario);
    expect((second.command as { params: object }).params).toMatchObject({ rate: 90, timeout: 1 });
    expect(SCENARIO.nodes[0].params.rate).toBe(50);
  });

  it.each<[string | object, string, number, number]>([
    ['hello', 'not-a-command', 1, 1],
    ['[crash]', 'not-a-command', 1, 1],
    ['{ crash: apj }', 'unknown-place', 1, 10],
    ['crash: apj', 'unknown-place', 1, 8],
    ['crsh: api', 'unknown-fault', 1, 1],
    ['crash: api, slow: api', 'several-faults', 1, 1],
    ['crash: api, mtbf: 3h', 'attrition-not-live', 1, 1],
    ['at: 5, crash: api, for: 5', 'no-unit', 1, 25],
    ['', 'not-a-command', 1, 1],
    ['at: soon, crash: api', 'not-a-quantity', 1, 5],
    ['at: -3s, crash: api', 'too-small', 1, 5],
    ['set: api.queue', 'set-without-value', 1, 1],
    ['set: apj.queue, to: 5', 'set-unknown-node', 1, 6],
    ['set: api.replicas, to: 5', 'set-not-live', 1, 6],
    ['set: api.queu, to: 5', 'set-not-live', 1, 6],
    ['set: api.queue, to: some', 'not-a-quantity', 1, 21],
    ['set: front.policy, to: rondom', 'unknown-choice', 1, 24],
    ['set: api.queue, to: 5, for: 3s', 'unknown-key', 1, 24],
    ['{ crash: [', 'yaml-syntax', 1, 11],
    [{ crash: 'apj' }, 'unknown-place', 1, 10],
  ])('%s is refused: %s', (input, code, line, column) => {
    const { command, problems, scenario } = parseCommand(input, SCENARIO);
    expect(command).toBeNull();
    expect(problems[0]).toMatchObject({ code, line, column });
    expect(problems[0].fix).not.toContain('undefined');
    expect(scenario).toBe(SCENARIO);
  });

  it('propose what is near', () => {
    expect(parseCommand('set: front.policy, to: rondom', SCENARIO).problems[0]).toMatchObject({
      what: '`policy: rondom` is not known.',
      fix: 'Did you mean `random`?',
    });
    expect(parseCommand('set: api.queu, to: 5', SCENARIO).problems[0].fix).toBe('Did you mean `api.queue`?');
  });
});
