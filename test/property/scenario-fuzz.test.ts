import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadScenario, parseCommand, type Loaded } from '../../sim-core/scenario/index.ts';
import { Run } from '../../sim-core/run/run.ts';
import { garbage, mutated, soundText, twisted, wildText } from './scenario-grammar.ts';

const EVENTS = 1_500;
const LIMITS = { events: EVENTS, pendingEvents: 20_000, liveRequests: 20_000, sameInstant: 500 };

/** The promise: problems in whole sentences at a place that exists, or a scenario that runs and ends. */
function expectPromise(text: string, { scenario, problems }: Loaded): 'problems' | 'ran' {
  const lines = text.split('\n').length;
  for (const { line, column, what, why, fix } of problems) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines + 1);
    expect(column).toBeGreaterThanOrEqual(1);
    for (const sentence of [what, why, fix]) expect(sentence).not.toMatch(/undefined|\[object|^$/);
  }
  if (scenario === null) {
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
    return 'problems';
  }
  const run = new Run(scenario, { limits: LIMITS });
  run.advance(run.duration);
  expect(run.finished).toBe(true);
  expect(run.world.simulation.delivered).toBeLessThanOrEqual(EVENTS);
  return 'ran';
}

function fuzz(
  texts: fc.Arbitrary<string>,
  numRuns: number,
  seed: number,
): Record<'problems' | 'ran', number> {
  const counts = { problems: 0, ran: 0 };
  fc.assert(
    fc.property(texts, (text) => {
      counts[expectPromise(text, loadScenario(text))]++;
    }),
    { numRuns, seed },
  );
  return counts;
}

describe('10,000 scenario texts give problems or a bounded run', () => {
  it('2,500 whose parts mostly fit together', () => {
    const { ran } = fuzz(soundText, 2_500, 11);
    expect(ran).toBeGreaterThan(1_200);
  });

  it('1,500 of the right form', () => {
    const { problems } = fuzz(wildText, 1_500, 12);
    expect(problems).toBeGreaterThan(700);
  });

  it('2,500 with pieces cut out or put in', () => {
    const { ran, problems } = fuzz(mutated(soundText), 2_500, 13);
    expect(ran).toBeGreaterThan(100);
    expect(problems).toBeGreaterThan(1_000);
  });

  it('1,500 with one value twisted', () => {
    const { ran, problems } = fuzz(twisted(soundText), 1_500, 17);
    expect(ran).toBeGreaterThan(0);
    expect(problems).toBeGreaterThan(700);
  });

  it('2,000 that were never scenarios', () => {
    expect(fuzz(garbage, 2_000, 16).problems).toBe(2_000);
  });
});

describe('other texts from outside', () => {
  const { scenario } = loadScenario(`brownout: 1
zones: [east]
nodes:
  shop: { kind: source, target: front, rate: 50/s }
  front: { kind: load-balancer, backends: api }
  api: { kind: server, replicas: 3, zone: east }
`);

  it('2,000 commands give problems or a command', () => {
    const word = fc.constantFrom(
      'crash',
      'slow',
      'set',
      'to',
      'at',
      'for',
      'api',
      'api-1',
      'front.policy',
      'random',
      '3s',
      ':',
      ', ',
      '{',
      '}',
      '[',
      'any of',
      '<->',
      'zone',
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')),
      garbage,
    );
    fc.assert(
      fc.property(text, (input) => {
        const { command, problems } = parseCommand(input, scenario!);
        expect(command === null).toBe(problems.length > 0);
      }),
      { numRuns: 2_000, seed: 14 },
    );
  });

  it('2,000 overrides give problems or a scenario', () => {
    const word = fc.constantFrom(
      'nodes',
      'api',
      'shop',
      'cores',
      'rate',
      '.',
      '=',
      '[0]',
      '3',
      '5/s',
      'faults',
      '{',
      '*a',
      '&a',
      'x',
    );
    const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), (set) => {
        const loaded = loadScenario(scenario!.text, { set });
        expect(loaded.scenario === null).toBe(loaded.problems.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 2_000, seed: 15 },
    );
  });
});
