import { describe, it } from 'vitest';
import { batchArrivals } from '../../sim-core/stats/queueing/index.ts';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import { adjusted, agrees, queue, replicate, sample } from './replications.ts';

const REPLICATIONS = 20;
const EXPONENTIAL = 'service: exponential 1s';

/** Mean time in the system, freed of the luck that shows in how busy the server was. */
function time(text: string, rho: number) {
  const reports = replicate(text, REPLICATIONS);
  return adjusted(
    reports.map(({ clients }) => clients.source.latency.mean!),
    reports.map(({ nodes }) => nodes.desk.metrics.utilisation),
    rho,
  );
}

describe('arrivals of the engine that are not Poisson', () => {
  it.each(oracle.GM1.filter(({ arrivals }) => arrivals === 'deterministic'))(
    'evenly spaced, λ = $lam',
    ({ lam, W }) => {
      const text = queue(lam, EXPONENTIAL, lam > 0.6 ? 14_000 : 5000, ', arrivals: constant');
      agrees(
        time(text, lam),
        W,
        lam > 0.6 ? 0.04 : 0.02,
        `mean sojourn, ρ = ${lam}`,
        'D/M/1, arrivals: constant',
      );
    },
  );

  it.each([2, 5])('bursts of %d on average, all at once', (size) => {
    const rho = 0.5;
    const text = queue(
      rho,
      EXPONENTIAL,
      size === 2 ? 16_000 : 24_000,
      `, bursts: { size: ${size}, spacing: 0s }`,
    );
    // The geometric law from 1 on with mean m has the second moment 2m² − m.
    const { W } = batchArrivals(rho / size, 1, size, 2 * size * size - size)!;
    agrees(time(text, rho), W, 0.06, `mean sojourn, ρ = 0.5, X = ${size} on average`, 'M[X]/M/1, bursts');
  });
});

describe('users are machines that break and are repaired', () => {
  it.each(oracle.machine_repairman.filter(({ fail_rate }) => fail_rate === 0.1))(
    '$N of them, $repairmen at work at a time',
    ({ N, repairmen, fail_rate, P_down }) => {
      const text = `brownout: 1
title: Machines
duration: 13000s
warmup: 500s
nodes:
  machines: { kind: users, users: ${N}, think: exponential ${1 / fail_rate}s, target: shop }
  shop: { kind: server, cores: ${repairmen}, service: exponential 1s }
`;
      const reports = replicate(text, REPLICATIONS);
      const chances = Object.entries(P_down).map(([n, chance]) => ({
        n: Number(n),
        chance,
      }));
      const down = chances.reduce((sum, { n, chance }) => sum + n * chance, 0);
      const working = chances.reduce((sum, { n, chance }) => sum + Math.min(n, repairmen) * chance, 0);
      const name = `machine repair, N = ${N}, c = ${repairmen}`;
      agrees(
        sample(reports.map(({ nodes }) => nodes.machines.metrics.inFlight)),
        down,
        0.04,
        'mean number down',
        name,
      );
      agrees(
        sample(reports.map(({ nodes }) => nodes.shop.metrics.utilisation)),
        working / repairmen,
        0.04,
        'utilisation of the repairers',
        name,
      );
    },
  );
});

describe('copies that crash and come back, and quorums of them', () => {
  const { N, fail_rate, repair_rate, k_of_n_avail } = oracle.machine_repairman.find(
    (one) => one.N === 3 && one.repairmen === 3 && one.fail_rate === 0.1,
  )!;

  it('k of three answer as often as k are up', () => {
    const wanted = [2, 3].map((k) => ({
      k,
      available: k_of_n_avail[`${k as 2 | 3}`]!,
    }));
    const nodes = wanted.map(
      ({ k }) => `  client${k}: { kind: source, target: front${k}, rate: 1/s, arrivals: constant }
  front${k}: { kind: server, cores: 100, service: 0s, calls: [{ to: copy, times: each, wait: quorum ${k} }] }
`,
    );
    const text = `brownout: 1
title: Quorums
duration: 1800s
warmup: 100s
nodes:
${nodes.join('')}  copy: { kind: server, replicas: ${N}, service: 0s }
faults: [{ crash: copy, mtbf: ${1 / fail_rate}s, mttr: ${1 / repair_rate}s }]
`;
    const reports = replicate(text, REPLICATIONS);
    for (const { k, available } of wanted) {
      const missing = reports.map(({ clients }) => 1 - clients[`client${k}`].availability!);
      agrees(
        sample(missing),
        1 - available,
        k === 2 ? 0.15 : 0.05,
        `share without ${k} of 3`,
        'crash, mtbf, quorum',
      );
    }
  });
});
