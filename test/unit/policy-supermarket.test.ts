import { describe, expect, it } from 'vitest';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { UNTRIED, Upstream } from '../../sim-core/policy/upstream.ts';
import { type Random, stream } from '../../sim-core/random/generator.ts';
import { erlangC, supermarketTime } from '../../sim-core/stats/queueing/index.ts';
import theory from '../oracles/queueing.json' with { type: 'json' };
import recorded from '../oracles/supermarket_finite_n.json' with { type: 'json' };
import { digits, patience, record } from '../validation/record.ts';

const BATCHES = 40;
const WARM_UP = 4;
const LOOK_EVERY = 10_000;
const PATIENCE_MS = patience(120_000);

interface Load {
  readonly policy: string;
  readonly choices?: number;
  readonly size: number;
  readonly load: number;
}

/**
 * Steps of `size` servers with exponential service of mean 1 and Poisson arrivals of rate `size · load`. With such times
 * only the numbers of requests matter: every step is an arrival or a chance of one server to finish, in proportion to the
 * rates.
 *
 * The same steps also drive M/M/n, one queue for all servers, whose mean number is known: what luck did to that
 * one, it did to the other one too, and is taken off (a control variate, its factor by regression over batches).
 * @param look sees how many each server has, now and then.
 * @returns mean number in the system, and what `look` saw on average, both freed of luck.
 */
function observe(
  { policy, choices = 2, size, load }: Load,
  steps: number,
  random: Random,
  look: (inFlight: ArrayLike<number>) => number[] = () => [],
): { present: number; seen: number[] } {
  const names = Array.from({ length: size }, (_, i) => `server-${i + 1}`);
  const weights = new Array<number>(size).fill(1);
  const upstream = new Upstream(
    { names, weights, maxFails: 0, failTimeout: 0, keyText: String, address: String, options: { choices } },
    balancerNamed(policy),
    random,
  );
  const length = Math.floor(steps / BATCHES);
  const ours: number[] = [];
  const pools: number[] = [];
  const looks: number[][] = [];
  let present = 0;
  let pooled = 0;
  for (let batch = -WARM_UP; batch < BATCHES; batch++) {
    let sum = 0;
    let poolSum = 0;
    const seen: number[][] = [];
    for (let step = 0; step < length; step++) {
      const point = random.next() * (1 + load) - load;
      if (point < 0) {
        upstream.begin(upstream.pick(step, UNTRIED, 0), 0);
        present++;
        pooled++;
      } else {
        const server = Math.floor(point * size);
        if (server < pooled) pooled--;
        if (upstream.inFlight[server] > 0) {
          upstream.end(server);
          present--;
        }
      }
      sum += present;
      poolSum += pooled;
      if (step % LOOK_EVERY === 0) seen.push(look(upstream.inFlight));
    }
    if (batch < 0) continue;
    ours.push(sum / length);
    pools.push(poolSum / length);
    looks.push(seen[0].map((_, i) => average(seen.map((each) => each[i]))));
  }
  const known = size * load + (erlangC(size, size * load)! * load) / (1 - load);
  return {
    present: withControl(ours, pools, known),
    seen: looks[0].map((_, i) =>
      withControl(
        looks.map((each) => each[i]),
        pools,
        known,
      ),
    ),
  };
}

/** Mean time in the system, in mean service times, by Little's law. */
function meanTime(load: Load, steps: number, random: Random): number {
  return observe(load, steps, random).present / (load.size * load.load);
}

function withControl(values: readonly number[], controls: readonly number[], known: number): number {
  const mean = average(values);
  const control = average(controls);
  const shared = average(values.map((value, i) => (value - mean) * (controls[i] - control)));
  const spread = average(controls.map((each) => (each - control) ** 2));
  return mean - (shared / spread) * (control - known);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('the supermarket model', () => {
  it.each(recorded.rows)(
    '$n servers at load $lam: two choices, within 1 %',
    ({ n, lam, T }) => {
      const steps = lam < 0.95 ? 6e6 : lam < 0.99 ? 12e6 : 40e6;
      const load = { policy: 'power-of-two-choices', size: n, load: lam };
      const time = meanTime(load, steps, stream(11, `supermarket/${lam}`));
      record({
        component: 'power-of-two-choices',
        oracle: 'supermarket_finite_n.json',
        what: `mean time, ${n} servers at ${lam}`,
        expected: digits(T),
        measured: digits(time),
        interval: '1 %',
      });
      expect(Math.abs(time / T - 1), `mean time ${time} against ${T}`).toBeLessThan(0.01);
    },
    PATIENCE_MS,
  );

  it.each([
    { policy: 'power-of-d-choices', choices: 2, load: 0.9 },
    { policy: 'power-of-d-choices', choices: 3, load: 0.9 },
    { policy: 'power-of-d-choices', choices: 5, load: 0.8 },
    { policy: 'least-request', choices: 2, load: 0.9 },
    { policy: 'least-request', choices: 3, load: 0.8 },
  ])('$policy, $choices choices, comes to the limit of many servers', ({ policy, choices, load }) => {
    const time = meanTime({ policy, choices, size: 1000, load }, 6e6, stream(12, `${policy}/${choices}`));
    const expected = supermarketTime(load, choices)!;
    record({
      component: policy,
      oracle: 'supermarket model, limit of many servers',
      what: `mean time, ${choices} choices at ${load}`,
      expected: digits(expected),
      measured: digits(time),
      interval: '1 %',
    });
    expect(Math.abs(time / expected - 1), `mean time ${time} against ${expected}`).toBeLessThan(0.01);
  });

  it.each(theory.supermarket_limit.filter(({ lam, d }) => lam === 0.9 && d > 1))(
    'lengths of the queues, $d choices at $lam',
    ({ lam, d, tail_fraction_queues_ge }) => {
      const size = 1000;
      const load = { policy: 'power-of-d-choices', choices: d, size, load: lam };
      const wanted = Object.entries(tail_fraction_queues_ge).filter(([, share]) => share > 0.03);
      const tails = (inFlight: ArrayLike<number>) =>
        wanted.map(([n]) => average(Array.from(inFlight, (own) => (own >= Number(n) ? 1 : 0))));
      const { seen } = observe(load, 4e6, stream(16, `tails/${d}`), tails);
      wanted.forEach(([n, share], i) => {
        record({
          component: 'power-of-d-choices',
          oracle: 'supermarket model, limit of many servers',
          what: `share of servers with ${n} or more, ${d} choices at ${lam}`,
          expected: digits(share),
          measured: digits(seen[i]),
          interval: '5 %',
        });
        expect(Math.abs(seen[i] / share - 1), `with ${n}: ${seen[i]} against ${share}`).toBeLessThan(0.05);
      });
    },
    PATIENCE_MS,
  );

  it.each(theory.JSQ_exact)('the shortest of $n queues at load $rho, exactly', ({ n, rho, T }) => {
    const time = meanTime({ policy: 'least-connections', size: n, load: rho }, 4e6, stream(15, `jsq/${rho}`));
    record({
      component: 'least-connections',
      oracle: 'join the shortest queue, exact',
      what: `mean time, ${n} servers at ${rho}`,
      expected: digits(T),
      measured: digits(time),
      interval: '1 %',
    });
    expect(Math.abs(time / T - 1), `mean time ${time} against ${T}`).toBeLessThan(0.01);
  });

  it('one choice is M/M/1', () => {
    const load = { policy: 'power-of-d-choices', choices: 1, size: 100, load: 0.8 };
    const time = meanTime(load, 12e6, stream(13, 'one'));
    expect(Math.abs(time / 5 - 1), `mean time ${time}`).toBeLessThan(0.02);
  });

  it('with many servers and room, the idle queue lets nobody wait', () => {
    const load = { policy: 'join-idle-queue', size: 1000, load: 0.8 };
    expect(meanTime(load, 6e6, stream(14, 'idle'))).toBeLessThan(1.002);
  });
});
