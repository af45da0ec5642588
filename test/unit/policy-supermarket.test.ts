import { expect, it } from 'vitest';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { UNTRIED, Upstream } from '../../sim-core/policy/upstream.ts';
import { type Random, stream } from '../../sim-core/random/generator.ts';
import recorded from '../oracles/supermarket_finite_n.json' with { type: 'json' };

const STEPS = 4_000_000;
const WARM_UP = 200_000;

/**
 * Mean time in the system of `size` servers with exponential service of mean 1 and Poisson arrivals of rate
 * `size · load`. With such times only the numbers of requests matter: every step is an arrival or a chance of
 * one server to finish, in proportion to the rates, and Little's law turns the mean number into a time.
 */
function meanTime(size: number, load: number, random: Random): number {
  const upstream = new Upstream(
    {
      names: Array.from({ length: size }, (_, i) => `server-${i + 1}`),
      weights: new Array<number>(size).fill(1),
      maxFails: 0,
      failTimeout: 0,
      keyText: String,
      address: String,
    },
    balancerNamed('power-of-two-choices'),
    random,
  );
  let present = 0;
  let sum = 0;
  for (let step = 0; step < WARM_UP + STEPS; step++) {
    if (random.next() * (1 + load) < load) {
      upstream.begin(upstream.pick(step, UNTRIED, 0), 0);
      present++;
    } else {
      const server = random.int(size);
      if (upstream.inFlight[server] > 0) {
        upstream.end(server);
        present--;
      }
    }
    if (step >= WARM_UP) sum += present;
  }
  return sum / STEPS / (size * load);
}

it.each(recorded.rows)(
  'power-of-two-choices is the supermarket model: $n servers at load $lam',
  ({ n, lam, T }) => {
    const bound = lam <= 0.9 ? 0.02 : lam <= 0.95 ? 0.05 : 0.1;
    const time = meanTime(n, lam, stream(11, `supermarket/${lam}`));
    expect(Math.abs(time / T - 1), `mean time ${time} against ${T}`).toBeLessThan(bound);
  },
);
