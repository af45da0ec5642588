import { describe, expect, it } from 'vitest';
import { filesNamedIn, loadScenario, parseCommand } from '../../sim-core/scenario/index.ts';

/** Texts that once made the loader throw, or were let through: kept, so that they never do again. */
const NODES = [
  '{a: {kind: server, constructor: 1, toString: {x: 1}, valueOf: [1]}}',
  '{constructor: {kind: server, calls: [{constructor: 3}]}}',
  '{a: {kind: {x: 1}}}',
  '{a: {kind: [server]}}',
  '{a: {kind: constructor}}',
  '{a: {kind: source, target: a, rate: {profile: diurnal, constructor: 1}, classes: {constructor: {share: 1}}}}',
  '{a: {kind: server, service: {values: {a: 1}}}}',
  '{a: {kind: server, service: {hasOwnProperty: 1ms}}}',
  '[a, b]',
  '{a: [1]}',
  '{a: null}',
];

const DOCUMENTS = [
  'null',
  '~',
  '"text"',
  'brownout: 1\nconstructor: {a: 1}\nnodes: {a: {kind: server}}',
  'brownout: 1\nnodes: {a: {kind: server}}\nfaults: [{constructor: 3, at: 1s}, {toString: 1}, null, [], {at: 1s, crash: {x: 1}}]',
  'brownout: 1\nnodes: {a: {kind: server}}\nexpect: [null, 3, {a: 1}, a.constructor < 3, "a.x < 3 after x"]',
  'brownout: 1\nnodes: {a: {kind: server}}\nnetwork: {links: [{from: constructor, to: a}], default: null}',
  'a: &a [*a]',
  'a: &a {b: *a}',
];

const OVERRIDES = [
  'constructor=1',
  'constructor.x=1',
  'a.constructor=3',
  'a.constructor.x=3',
  'nodes.constructor.x=1',
  '__proto__.x=1',
  'nodes.__proto__.x=1',
  'a.calls={constructor: 1}',
  'title=',
  'seed.x.y=1',
];

const COMMANDS = [
  '{set: a.constructor, to: 1}',
  '{set: a.service.constructor, to: 1ms}',
  '{set: a.service, to: {constructor: 1ms}}',
  '{set: a, to: 1}',
  '{set: nodes, to: 3}',
  '{set: [a], to: 1}',
  '{at: 1s, set: a.queue, to: null}',
  '{constructor: a}',
];

const PLAIN = 'brownout: 1\nnodes: {a: {kind: server}}';

function outcome(text: string, set: string[] = []) {
  filesNamedIn(text, { set });
  const { scenario, problems } = loadScenario(text, { set });
  return {
    isRun: scenario !== null,
    isClear: !/undefined|\[object/.test(problems.map(({ what }) => what).join()),
  };
}

const REFUSED = { isRun: false, isClear: true };

describe('texts that once broke the loader', () => {
  it.each(NODES)('nodes: %s', (nodes) => {
    expect(outcome(`brownout: 1\nnodes: ${nodes}`)).toEqual(REFUSED);
  });

  it.each(DOCUMENTS)('%s', (text) => {
    expect(outcome(text)).toEqual(REFUSED);
  });

  it.each(OVERRIDES)('--set %s', (set) => {
    expect(outcome(PLAIN, [set])).toEqual(REFUSED);
  });

  it.each(COMMANDS)('%s', (text) => {
    const { command, problems } = parseCommand(text, loadScenario(PLAIN).scenario!);
    expect(command).toBeNull();
    expect(problems.map(({ what }) => what).join()).not.toMatch(/undefined|``|\[object/);
  });

  it('an override names what it made, and lists may begin with one', () => {
    const { problems } = loadScenario(PLAIN, { set: ['seed.x.y=1'] });
    expect(problems[0].what).toMatch(/^In `seed\.x\.y=1`: /);
    expect(loadScenario(PLAIN, { set: ['faults[0]={ at: 1s, crash: a }'] }).scenario!.faults).toHaveLength(1);
  });
});
