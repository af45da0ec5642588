import { describe, expect, it } from 'vitest';
import * as theory from '../../sim-core/stats/queueing-theory.ts';
import oracle from '../oracles/queueing.json' with { type: 'json' };

const close = (value: number | null, wanted: number, what: string): void => {
  expect(value, what).not.toBeNull();
  expect(Math.abs(value! - wanted), `${what}: ${value} against ${wanted}`).toBeLessThan(
    1e-9 + 1e-8 * Math.abs(wanted),
  );
};

describe('queueing theory', () => {
  it.each(oracle.MM1)('M/M/1 at ρ = $rho', (q) => {
    const state = theory.mmc(q.lam, q.mu, 1)!;
    for (const name of ['rho', 'L', 'Lq', 'W', 'Wq'] as const) close(state[name], q[name], name);
    for (const [p, t] of Object.entries(q.sojourn_quantiles))
      close(theory.mmcSojournQuantile(q.lam, q.mu, 1, Number(p)), t, p);
    for (const [p, t] of Object.entries(q.wait_quantiles))
      close(theory.mmcWaitQuantile(q.lam, q.mu, 1, Number(p)), t, p);
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
      expect(theory.md1WaitQuantile(q.rho, 1, Number(p)), `quantile ${p}`).toBeCloseTo(t, 5);
    }
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

  it('knows when there is no steady state', () => {
    expect(theory.mmc(1, 1, 1)).toBeNull();
    expect(theory.mg1(2, 0.6, 1)).toBeNull();
    expect(theory.erlangC(3, 3)).toBeNull();
    expect(theory.mmc(9999, 1, 10_000)!.waits).toBeGreaterThan(0.9); // large c does not overflow
  });
});
