import type { Objective } from '../../../scenario/expect.ts';
import type { NodeSpec, Scenario } from '../../../scenario/scenario.ts';
import { mmc, mmcSojournQuantile } from '../../../stats/queueing-theory.ts';
import type { Means } from './means.ts';
import { peakFactor } from './peak.ts';
import { clientsOf, reachedFrom } from './reach.ts';

/** Utilisation that the rule of thumb C = P ÷ utilisation plans for. */
export const PLANNED_UTILISATION = 0.8;

/** What the formulas say of one server node, at the scenario's load. Rates per second, times in seconds. */
export interface NodeBook {
  readonly id: string;
  readonly replicas: number;
  /** Cores of one replica. */
  readonly cores: number;
  /** R: requests that arrive at the node. */
  readonly arrivals: number;
  /** L = R ÷ n: those that arrive at one replica. */
  readonly perReplica: number;
  /** Peak of the load over its mean, of the clients that the node serves. */
  readonly peak: number;
  /** Work that arrives per second, in cores that it keeps busy (erlangs): mean, and in the busiest part of the run (P). */
  readonly load: number;
  readonly peakLoad: number;
  readonly utilisation: number;
  /** Mean seconds of one core that a request takes, as measured: busy time over requests. */
  readonly service: number;
  /** Replicas by C = P ÷ {@link PLANNED_UTILISATION}, in cores. */
  readonly byUtilisation: number;
  /** By square-root staffing, P + √P cores (Halfin and Whitt, Operations Research 29, 1981). */
  readonly bySquareRoot: number;
  /** Erlang C for one queue in front of all cores: chance of waiting, and mean wait; null when it has no steady state. */
  readonly waits: number | null;
  readonly wait: number | null;
  /** Mean wait with a queue for each replica, each with its share of the load at random. */
  readonly waitApart: number | null;
  /** Mean wait of the runs, by Little's law. */
  readonly measuredWait: number;
}

/** What the formulas answer to the questions, for the node in question. */
export interface BookAnswers {
  /** Factor of the load at which the busiest node is used as planned, and at which it has no core to spare. */
  readonly loadByUtilisation: number | null;
  readonly loadAtSaturation: number | null;
  /** The node that is busiest. */
  readonly bottleneck: string | null;
  /** Latency objective that allows the least load by Erlang C; null without one. */
  readonly objective: string | null;
  /** Largest factor of the load, and fewest replicas, at which Erlang C meets that objective; null without one. */
  readonly loadByErlangC: number | null;
  readonly replicasByErlangC: number | null;
}

/** @param present replicas in service on average. */
function nodeBook(node: NodeSpec, present: number, means: Means, peak: number): NodeBook | null {
  const replicas = present;
  const cores = Number(node.params.cores);
  const utilisation = means.of(`${node.id}.utilisation`);
  const arrivals = means.rate(`${node.id}.arrived`);
  if (!(replicas > 0) || utilisation === null || arrivals === null || arrivals === 0) return null;
  const load = utilisation * replicas * cores;
  const service = load / arrivals;
  const pooled = service > 0 ? mmc(arrivals, 1 / service, Math.max(1, Math.floor(replicas * cores))) : null;
  const apart = service > 0 ? mmc(arrivals / replicas, 1 / service, cores) : null;
  const peakLoad = load * peak;
  const toReplicas = (inCores: number) => Math.max(1, Math.ceil(inCores / cores - 1e-9));
  return {
    id: node.id,
    replicas,
    cores,
    arrivals,
    perReplica: arrivals / replicas,
    peak,
    load,
    peakLoad,
    utilisation,
    service,
    byUtilisation: toReplicas(peakLoad / PLANNED_UTILISATION),
    bySquareRoot: toReplicas(peakLoad + Math.sqrt(peakLoad)),
    waits: pooled?.waits ?? null,
    wait: pooled?.Wq ?? null,
    waitApart: apart?.Wq ?? null,
    measuredWait: (means.of(`${node.id}.queueLength`) ?? 0) / arrivals,
  };
}

const PERCENTILES: Readonly<Record<string, number>> = {
  p50: 0.5,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  p999: 0.999,
};

/** Objectives that Erlang C can be asked about: a mean or a percentile, bounded above, of a client that the node serves. */
function ofLatency(objectives: readonly Objective[], scenario: Scenario, node: string): Objective[] {
  return objectives.filter(
    ({ metric, op, node: client }) =>
      (metric === 'mean' || metric in PERCENTILES) &&
      op.startsWith('<') &&
      reachedFrom(scenario, client).has(node),
  );
}

/** The formulas' answers; `node` is the one whose replicas are asked about. */
export function bookAnswers(
  scenario: Scenario,
  books: readonly NodeBook[],
  node: NodeBook | null,
  objectives: readonly Objective[],
  means: Means,
): BookAnswers {
  const useOf = ({ utilisation, peak }: NodeBook) => utilisation * peak;
  const busiest = books.toSorted((a, b) => useOf(b) - useOf(a))[0] as NodeBook | undefined;
  const asked = node ?? busiest ?? null;
  const use = busiest === undefined ? 0 : useOf(busiest);
  return {
    loadByUtilisation: use > 0 ? PLANNED_UTILISATION / use : null,
    loadAtSaturation: use > 0 ? 1 / use : null,
    bottleneck: busiest?.id ?? null,
    ...byErlangC(asked, asked === null ? [] : ofLatency(objectives, scenario, asked.id), means),
  };
}

type ErlangAnswers = Pick<BookAnswers, 'objective' | 'loadByErlangC' | 'replicasByErlangC'>;

/** By the objective that allows the least load. */
function byErlangC(node: NodeBook | null, objectives: readonly Objective[], means: Means): ErlangAnswers {
  const none: ErlangAnswers = { objective: null, loadByErlangC: null, replicasByErlangC: null };
  if (node === null) return none;
  const answers = objectives.map((objective) => {
    const meets = erlangMeets(node, objective, means);
    return {
      objective: objective.text,
      loadByErlangC: mostLoad((factor) => meets(factor, node.replicas)),
      replicasByErlangC: fewestReplicas((replicas) => meets(1, replicas)),
    };
  });
  return answers.toSorted((a, b) => (a.loadByErlangC ?? 0) - (b.loadByErlangC ?? 0))[0] ?? none;
}

/**
 * Whether Erlang C keeps the objective: time at the node as in M/M/c with all cores behind one queue, at the peak of the
 * load, and everything else that the client's mean latency was made of, as measured.
 */
function erlangMeets(
  { arrivals, service, cores, measuredWait, peak }: NodeBook,
  { node, metric, value }: Objective,
  means: Means,
): (factor: number, replicas: number) => boolean {
  const elsewhere = Math.max(0, (means.of(`${node}.mean`) ?? 0) - measuredWait - service);
  return (factor, replicas) => {
    const [lambda, c] = [arrivals * peak * factor, cores * replicas];
    const time =
      metric === 'mean'
        ? (mmc(lambda, 1 / service, c)?.W ?? null)
        : mmcSojournQuantile(lambda, 1 / service, c, PERCENTILES[metric]);
    return time !== null && time + elsewhere < value;
  };
}

/** By bisection; null if not even a thousandth of the load will do. */
function mostLoad(meets: (factor: number) => boolean): number | null {
  let low = 0.001;
  if (!meets(low)) return null;
  let high = low;
  while (meets(high) && high < 1e6) [low, high] = [high, high * 2];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (meets(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** More replicas than this are not tried. */
const MOST_REPLICAS = 20_000;

function fewestReplicas(meets: (replicas: number) => boolean): number | null {
  let high = 1;
  while (!meets(high)) {
    high *= 2;
    if (high > MOST_REPLICAS) return null;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (meets(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Books of all servers that got requests. */
export function booksOf(scenario: Scenario, means: Means, clients: readonly string[]): NodeBook[] {
  return scenario.nodes.flatMap((node) => {
    if (node.kind.kind !== 'server') return [];
    const scaler = scalerOf(scenario, node.id);
    const present = scaler === null ? Number(node.params.replicas) : means.of(`${scaler}.serving`);
    const peak = peakFactor(scenario, clientsOf(scenario, clients, node.id), means.warmup);
    return nodeBook(node, present ?? 0, means, peak) ?? [];
  });
}

/** The autoscaler of a node; null if its replicas are always there. */
export function scalerOf({ nodes }: Pick<Scenario, 'nodes'>, id: string): string | null {
  const found = nodes.find(
    ({ kind, params }) => kind.tier === 'control' && kind.targets(params).includes(id),
  );
  return found?.id ?? null;
}
