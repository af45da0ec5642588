import { describe, expect, it } from 'vitest';
import type { BackendView } from '../../sim-core/policy/balancing/balancer.ts';
import { haproxyRoundRobin } from '../../sim-core/policy/balancing/haproxy-round-robin.ts';
import { stream } from '../../sim-core/random/generator.ts';
import recordings from '../oracles/haproxy_round_robin.json' with { type: 'json' };
import picks from '../oracles/haproxy_picks.json' with { type: 'json' };
import { recordExact } from '../validation/record.ts';

const UNUSED = stream(1, 'unused');

interface Writable extends BackendView {
  readonly weights: number[];
  readonly usable: number[];
  readonly up: number[];
}

function viewOf(weights: readonly number[]): Writable {
  return {
    size: weights.length,
    weights: [...weights],
    usable: weights.map(() => 1),
    up: weights.map(() => 1),
  } as unknown as Writable;
}

function take(view: BackendView, state: unknown, count: number): number[] {
  return Array.from({ length: count }, () => haproxyRoundRobin.pick(view, 0, state, UNUSED));
}

const plain = picks.experiments.filter(
  (experiment) => 'sequence' in experiment && experiment.name.startsWith('roundrobin weights'),
) as unknown as { name: string; backend: string; sequence: string[] }[];

describe('HAProxy’s round robin', () => {
  it.each(plain)('$name', ({ name, backend, sequence }) => {
    const view = viewOf([...backend.matchAll(/weight (\d+)/g)].map(([, weight]) => Number(weight)));
    const picked = take(view, haproxyRoundRobin.init(view), sequence.length).map((i) => 'abcdefgh'[i]);
    expect(picked).toEqual(sequence);
    recordExact('haproxy-round-robin', 'HAProxy 2.6.12', sequence.length, `picks: ${name}`);
  });

  it.each(recordings.experiments as unknown as { weights: number[]; steps: Step[] }[])(
    'weights $weights, with what happened on the way',
    ({ weights, steps }) => {
      const view = viewOf(weights);
      const state = haproxyRoundRobin.init(view);
      let picked = 0;
      for (const step of steps) {
        if (typeof step === 'string') {
          const letters = take(view, state, step.length).map((i) => 'abcdefgh'[i]);
          expect(letters.join('')).toBe(step);
          picked += step.length;
        } else happen(view, state, step);
      }
      recordExact('haproxy-round-robin', 'HAProxy 2.6.12', picked, `weights ${weights.join(', ')}, changes`);
    },
  );
});

type Step = string | ['down' | 'up', string] | ['weight', string, number];

function happen(view: Writable, state: unknown, [what, who, weight]: Exclude<Step, string>): void {
  const index = 'abcdefgh'.indexOf(who);
  if (what === 'weight') view.weights[index] = weight;
  else {
    view.up[index] = what === 'up' ? 1 : 0;
    view.usable[index] = view.up[index];
  }
  haproxyRoundRobin.changed!(state, view, index);
}
