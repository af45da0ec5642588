import { afterAll, describe, expect, it } from 'vitest';
import * as theory from '../../sim-core/stats/queueing-theory.ts';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import { recordClose } from '../validation/record.ts';

/** Values compared so far, and the largest relative distance among them. */
const compared = { values: 0, worst: 0 };

const close = (value: number | null, wanted: number, what: string): void => {
  expect(value, what).not.toBeNull();
  compared.values++;
  if (wanted !== 0) compared.worst = Math.max(compared.worst, Math.abs(value! / wanted - 1));
  expect(Math.abs(value! - wanted), `${what}: ${value} against ${wanted}`).toBeLessThan(
    1e-9 + 1e-8 * Math.abs(wanted),
  );
};

afterAll(() =>
  recordClose('queueing theory', 'closed forms, numpy and scipy', compared.values, 'values', compared.worst),
);

describe('queueing theory', () => {
  it.each(oracle.MM1)('M/M/1 at ρ = $rho', (q) => {
    const state = theory.mmc(q.lam, q.mu, 1)!;
    for (const name of ['rho', 'L', 'Lq', 'W', 'Wq'] as const) close(state[name], q[name], name);
    for (const [p, t] of Object.entries(q.sojourn_quantiles))
      close(theory.mmcSojournQuantile(q.lam, q.mu, 1, Number(p)), t, p);
    for (const [p, t] of Object.entries(q.wait_quantiles))
      close(theory.mmcWaitQuantile(q.lam, q.mu, 1, Number(p)), t, p);
    for (const [n, share] of Object.entries(q.queue_len_tail))
      close(theory.mmcAtLeast(q.lam, q.mu, 1, Number(n))! / share, 1, `P(≥ ${n})`);
    close(1 - theory.mmcAtLeast(q.lam, q.mu, 1, 1)!, q.p0, 'p0');
  });

  it.each(oracle.MMc)('M/M/$c at ρ = $rho', (q) => {
    const state = theory.mmc(q.lam, q.mu, q.c)!;
    close(state.waits, q.erlangC, 'Erlang C');
    for (const name of ['L', 'Lq', 'W', 'Wq'] as const) close(state[name], q[name], name);
    for (const [p, t] of Object.entries(q.wait_quantiles))
      close(theory.mmcWaitQuantile(q.lam, q.mu, q.c, Number(p)), t, p);
    for (const [p, t] of Object.entries(q.sojourn_quantiles)) {
      close(theory.mmcSojournQuantile(q.lam, q.mu, q.c, Number(p)), t, `sojourn ${p}`);
    }
  });

  it.each(oracle.ErlangB)('Erlang B for $c and $a', ({ c, a, B }) => close(theory.erlangB(c, a), B, 'B'));

  it.each(oracle.MMcK)('M/M/$c/$K at λ = $lam', (q) => {
    const state = theory.mmck(q.lam, q.mu, q.c, q.K);
    close(state.blocked, q.block, 'blocked');
    for (const name of ['throughput', 'L', 'W', 'Wq'] as const) close(state[name], q[name], name);
    close(state.rho, q.util, 'utilisation');
  });

  it.each(oracle.MG1_FIFO_PollaczekKhinchine)('M/G/1 with $service at λ = $lam', (q) => {
    const state = theory.mg1(q.lam, q.ES, q.scv)!;
    for (const name of ['rho', 'L', 'Lq', 'W', 'Wq'] as const) close(state[name], q[name], name);
  });

  it.each(oracle.MD1_wait_quantiles)('M/D/1 at ρ = $rho', (q) => {
    close(theory.md1(q.rho, 1)!.Wq, q.Wq, 'Wq');
    for (const [p, t] of Object.entries(q.wait_quantiles)) {
      close(theory.md1WaitQuantile(q.rho, 1, Number(p)), t, `quantile ${p}`);
    }
  });

  // Erlang's formula with 120 digits.
  it.each([
    [0.1, 0.99999, 2.85953622649389],
    [0.8, 0.99999, 26.389030997261],
    [0.95, 0.999, 67.573302155698],
    [0.95, 0.99999, 112.844375450332],
  ])('M/D/1 far out: ρ = %f, p = %f', (rho, p, wait) => {
    close(theory.md1WaitQuantile(rho, 1, p), wait, 'quantile');
    close(theory.md1WaitQuantile(rho / 3, 3, p)! / 3, wait, 'quantile in other units');
  });

  it('M/D/1 near saturation waits as in heavy traffic', () => {
    const rho = 0.998;
    // P(W > t) comes near to e^(−2(1−ρ)t/ρ) (Kingman).
    const wait = theory.md1WaitQuantile(rho, 1, 0.99)!;
    expect(wait / ((Math.log(100) * rho) / (2 * (1 - rho)))).toBeCloseTo(1, 2);
  });

  it.each(oracle.MMinf)('M/M/∞ with λ = $lam', (q) => {
    const state = theory.mmInfinity(q.lam, q.mu);
    close(state.L, q.L, 'L');
    close(state.chance(0), q.p0, 'p0');
    for (const [n, beyond] of Object.entries(q.P_gt)) {
      let upTo = 0;
      for (let k = 0; k <= Number(n); k++) upTo += state.chance(k);
      close(1 - upTo, beyond, `P(> ${n})`);
    }
  });

  it('chances in M/M/c add up', () => {
    const [lambda, mu, c] = [7, 2, 5];
    const atLeast = (n: number) => theory.mmcAtLeast(lambda, mu, c, n)!;
    expect(atLeast(0)).toBe(1);
    close(atLeast(c), theory.erlangC(c, lambda / mu)!, 'P(wait)');
    let mean = 0;
    for (let n = 1; n < 500; n++) mean += atLeast(n);
    close(mean, theory.mmc(lambda, mu, c)!.L, 'L');
    expect(theory.mmcAtLeast(10, 2, 5, 1)).toBeNull();
  });

  it('knows when there is no steady state', () => {
    expect(theory.mmc(1, 1, 1)).toBeNull();
    expect(theory.mmcWaitQuantile(1, 1, 1, 0.5)).toBeNull();
    expect(theory.mmcSojournQuantile(9, 1, 8, 0.5)).toBeNull();
    expect(theory.mg1(2, 0.6, 1)).toBeNull();
    expect(theory.md1(1, 1)).toBeNull();
    expect(theory.md1WaitQuantile(1, 1, 0.5)).toBeNull();
    expect(theory.erlangC(3, 3)).toBeNull();
  });

  it('stays within the range of numbers for large systems', () => {
    expect(theory.mmc(9999, 1, 10_000)!.waits).toBeGreaterThan(0.9);
    close(theory.mmcAtLeast(9999, 1, 10_000, 10_000), theory.mmc(9999, 1, 10_000)!.waits, 'P(wait)');
    const overloaded = theory.mmck(1000, 1, 1, 10_000);
    close(overloaded.blocked, 0.999, 'blocked');
    close(overloaded.L, 10_000 - 1 / 999, 'L');
    close(theory.mmck(5, 1, 6, 5000).L, theory.mmc(5, 1, 6)!.L, 'L of a queue that is never full');
    close(theory.mmInfinity(1000, 1).chance(1000), 0.0126146113487215, 'Poisson');
    expect(theory.mmInfinity(900, 1).chance(0)).toBe(0);
  });

  it('empty systems are empty', () => {
    expect(theory.mmc(0, 2, 3)).toEqual({ rho: 0, L: 0, Lq: 0, W: 0.5, Wq: 0, waits: 0 });
    expect(theory.mmck(0, 2, 1, 4)).toEqual({ blocked: 0, throughput: 0, rho: 0, L: 0, W: 0.5, Wq: 0 });
    expect(theory.mmcAtLeast(0, 2, 3, 1)).toBe(0);
  });

  it('refuses quantiles that rounding would make up', () => {
    expect(() => theory.md1WaitQuantile(0.5, 1, 1)).toThrow('below certainty');
    expect(() => theory.mmcSojournQuantile(1, 1, 2, 1)).toThrow('below certainty');
  });
});
