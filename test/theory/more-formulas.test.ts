import { afterAll, describe, expect, it } from 'vitest';
import * as theory from '../../sim-core/stats/queueing/index.ts';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import networks from '../oracles/textbook_networks.json' with { type: 'json' };
import { record, recordClose } from '../validation/record.ts';

/** Per component: values compared so far, and the largest relative distance among them. */
const compared = new Map<string, { values: number; worst: number }>();

function close(component: string, value: number | null, wanted: number, what: string): void {
  expect(value, what).not.toBeNull();
  const own = compared.get(component) ?? { values: 0, worst: 0 };
  compared.set(component, own);
  own.values++;
  const off = Math.abs(value! - wanted);
  if (wanted !== 0) own.worst = Math.max(own.worst, off / Math.abs(wanted));
  expect(off, `${what}: ${value} against ${wanted}`).toBeLessThan(1e-9 * Math.abs(wanted) + 1e-300);
}

afterAll(() => {
  for (const [component, { values, worst }] of compared)
    recordClose(component, 'closed forms, numpy and scipy', values, 'values', worst);
});

describe('other arrivals', () => {
  it.each(oracle.GM1)('G/M/1, $arrivals, λ = $lam', ({ arrivals, lam, mu, ...wanted }) => {
    const gaps = arrivals === 'deterministic' ? theory.constantGaps(lam) : theory.erlangGaps(lam, 2);
    const found = theory.gm1(lam, mu, gaps)!;
    for (const name of ['sigma', 'W', 'Wq'] as const) close('G/M/1', found[name], wanted[name], name);
  });

  it('Poisson arrivals make it M/M/1', () => {
    expect(theory.gm1(0.8, 1, theory.erlangGaps(0.8, 1))!.W).toBeCloseTo(5, 9);
    expect(theory.batchArrivals(0.8, 1, 1, 1)!.W).toBeCloseTo(5, 12);
  });

  it.each(oracle.batch_MX1)('batches, $batch', ({ batch, lam_batches, rho, Wq_mean_job }) => {
    const size = Number(batch.replace('fixed ', ''));
    const found = theory.batchArrivals(lam_batches, 1, size, size * size)!;
    close('M[X]/M/1', found.Wq, Wq_mean_job, 'Wq');
    close('M[X]/M/1', found.rho, rho, 'ρ');
  });

  it.each(oracle.MM1_setup_cold_start)('setup with rate $setup_rate', ({ rho, setup_rate, T, Wq }) => {
    const found = theory.mm1WithSetup(rho, 1, setup_rate)!;
    close('M/M/1 with setup', found.W, T, 'W');
    close('M/M/1 with setup', found.Wq, Wq, 'Wq');
  });

  it('knows when there is no steady state', () => {
    expect(theory.gm1(1, 1, theory.constantGaps(1))).toBeNull();
    expect(theory.batchArrivals(0.5, 1, 2, 4)).toBeNull();
    expect(theory.mm1WithSetup(1, 1, 9)).toBeNull();
  });
});

describe('birth and death', () => {
  it.each(oracle.MMc_plus_M_abandonment)('Erlang A, λ = $lam, θ = $theta', ({ c, lam, mu, theta, ...q }) => {
    const found = theory.erlangA(lam, mu, c, theta);
    close('Erlang A', found.abandoned, q.abandon_fraction, 'abandoned');
    close('Erlang A', found.waits, q.P_wait, 'waits');
    close('Erlang A', found.Lq, q.Lq, 'Lq');
    close('Erlang A', found.throughput, q.throughput, 'throughput');
  });

  it('patience without end is Erlang C, and large systems stay within the range of numbers', () => {
    expect(theory.erlangA(4, 1, 5, 1e-9).waits).toBeCloseTo(theory.erlangC(5, 4)!, 6);
    expect(theory.erlangA(0, 1, 5, 1)).toEqual({ abandoned: 0, throughput: 0, rho: 0, waits: 0, Lq: 0 });
    const { throughput, abandoned } = theory.erlangA(3000, 1, 2000, 1);
    expect(throughput / 2000).toBeCloseTo(1, 6);
    expect(throughput).toBeCloseTo(3000 * (1 - abandoned), 6);
  });

  it.each(oracle.machine_repairman)(
    '$N machines, $repairmen repairers, fail rate $fail_rate',
    ({ N, repairmen, fail_rate, repair_rate, P_down, k_of_n_avail, single_availability }) => {
      const down = theory.machineRepair(N, repairmen, fail_rate, repair_rate);
      for (const [n, chance] of Object.entries(P_down)) close('machine repair', down[Number(n)], chance, n);
      for (const [k, chance] of Object.entries(k_of_n_avail)) {
        const upTo = down.slice(0, N - Number(k) + 1).reduce((sum, each) => sum + each, 0);
        close('machine repair', upTo, chance, `${k} of ${N}`);
      }
      close(
        'machine repair',
        theory.machineRepair(1, 1, fail_rate, repair_rate)[0],
        single_availability,
        '1',
      );
    },
  );

  it.each(oracle.MTTDL)('loss of $n, $need needed, parallel: $parallel_repair', (q) => {
    const repairers = q.parallel_repair ? q.n : 1;
    const found = theory.meanTimeToLoss(q.n, q.need, q.fail_rate, q.repair_rate, repairers);
    close('mean time to loss', found, q.mean_time, 'mean time');
  });
});

describe('networks', () => {
  it.each(oracle.jackson)('$name', ({ gamma, P, mu, c, lam, node_W, node_L, L, mean_end_to_end }) => {
    const found = theory.jackson(
      gamma.map((rate, i) => ({ gamma: rate, mu: mu[i], servers: c[i], next: P[i] })),
    )!;
    lam.forEach((rate, i) => close('Jackson', found.lambda[i], rate, `λ${i}`));
    node_W.forEach((time, i) => close('Jackson', found.stations[i].W, time, `W${i}`));
    node_L.forEach((number, i) => close('Jackson', found.stations[i].L, number, `L${i}`));
    close('Jackson', found.L, L, 'L');
    close('Jackson', found.W, mean_end_to_end, 'W');
  });

  it('routes in a ring, and stations that cannot cope', () => {
    const ring = (mu: number) => [
      { gamma: 0.2, mu: 1, servers: 1, next: [0, 0.5, 0.3] },
      { gamma: 0.1, mu: 1, servers: 2, next: [0, 0.1, 0.9] },
      { gamma: 0, mu, servers: 1, next: [0.4, 0.2, 0] },
    ];
    const { lambda } = theory.jackson(ring(2))!;
    ring(2).forEach(({ gamma }, j) => {
      const come = ring(2).reduce((sum, { next }, i) => sum + lambda[i] * next[j], gamma);
      expect(lambda[j]).toBeCloseTo(come, 12);
    });
    expect(theory.jackson(ring(0.1))).toBeNull();
  });

  it.each(oracle.closed_MVA[0].rows)('closed, $n users', ({ n, X, R, Q, U }) => {
    const [{ D, Z }] = oracle.closed_MVA;
    const found = theory.closedNetwork(D, n, Z);
    close('closed network', found.X, X, 'X');
    close('closed network', found.R, R, 'R');
    Q.forEach((number, i) => close('closed network', found.Q[i], number, `Q${i}`));
    U.forEach((share, i) => close('closed network', found.U[i], share, `U${i}`));
  });

  it('a closed network of textbooks: Jain, example 34.2', () => {
    const [{ src, closed, Q, tol }] = networks.cases;
    const { S, V, N, Z } = closed!;
    const found = theory.closedNetwork(
      S.map((time, i) => time * V[i]),
      N,
      Z,
    );
    Q!.forEach((number, i) => {
      record({
        component: 'closed network',
        oracle: src,
        what: `Q, station ${i}`,
        expected: String(number),
        measured: found.Q[i].toFixed(3),
        interval: `${100 * tol!} %`,
      });
      expect(Math.abs(found.Q[i] / number - 1)).toBeLessThan(tol!);
    });
  });

  it('nobody and one user', () => {
    expect(theory.closedNetwork([1, 2], 0, 5)).toEqual({ X: 0, R: 3, Q: [0, 0], U: [0, 0] });
    expect(theory.closedNetwork([1, 2], 1, 5)).toMatchObject({ X: 1 / 8, R: 3 });
  });
});

describe('choices', () => {
  it.each(oracle.supermarket_limit)('supermarket, $d choices at $lam', ({ lam, d, T, ...q }) => {
    close('supermarket model', theory.supermarketTime(lam, d), T, 'T');
    for (const [n, share] of Object.entries(q.tail_fraction_queues_ge))
      close('supermarket model', theory.supermarketTail(lam, d, Number(n)), share, `at least ${n}`);
  });

  it('supermarkets that are empty or too full', () => {
    expect(theory.supermarketTime(0, 2)).toBe(1);
    expect(theory.supermarketTime(1, 2)).toBeNull();
  });

  it.each(oracle.consistent_hash_share_cv)('ring of $N, $vnodes points each', ({ N, vnodes, cv }) => {
    close('hash ring', theory.ringShareVariation(N, vnodes), cv, 'cv');
  });

  const exponential = (t: number): number => Math.exp(-t);
  const mixed = (t: number): number => 0.99 * Math.exp(-t) + 0.01 * Math.exp(-t / 50);

  it.each(oracle.hedged_requests_exact)('hedged $dist', ({ dist, hedge_delay, ...q }) => {
    const tail = dist === 'exp(1)' ? exponential : mixed;
    for (const [p, t] of Object.entries(q.quantiles_hedged))
      expect(theory.hedgedQuantile(tail, hedge_delay, Number(p), 1), p).toBeCloseTo(t, 9);
    for (const [p, t] of Object.entries(q.quantiles_no_hedge))
      close('hedged requests', theory.hedgedQuantile(tail, 1e9, Number(p), 1), t, p);
    expect(tail(hedge_delay)).toBeCloseTo(q.extra_requests, 12);
  });

  it('refuses certainty', () => {
    expect(() => theory.hedgedQuantile(exponential, 1, 1, 1)).toThrow('below certainty');
  });
});
