import type { Objective } from '../../../scenario/expect.ts';
import type { NodeSpec, Scenario } from '../../../scenario/scenario.ts';
import type { NodeBook } from './book.ts';
import type { Means } from './means.ts';

/** Why formulas and runs can differ here, with the numbers that say so. */
export interface Reason {
  readonly kind: string;
  /** Node it is about; empty for the whole. */
  readonly node: string;
  readonly data: Readonly<Record<string, number | string>>;
  readonly text: string;
}

/** What is known when reasons are looked for. */
export interface Case {
  readonly scenario: Scenario;
  readonly books: readonly NodeBook[];
  readonly means: Means;
  readonly clients: readonly string[];
  readonly objectives: readonly Objective[];
  readonly peak: number;
  /** Whose replicas are asked about. */
  readonly node: string | null;
}

type Finder = (given: Case) => readonly Reason[];

const short = (value: number): string => String(Number(value.toPrecision(3)));
const percent = (share: number): string => `${short(share * 100)} %`;

/** A peak this much above the mean matters. */
const UNEVEN = 1.1;
/** Shares above this are worth a word. */
const NOTABLE = 0.01;
/** Service is taken as exponential when its squared variation is this near to 1. */
const LIKE_EXPONENTIAL = 0.25;
const BUSY = 0.9;
const LARGE_PART = 0.2;
/** Standard deviations above this part of the mean move the border by more than a step of the grid. */
const SCATTERED = 0.05;
/** Waits shorter than this part of the work do not matter. */
const NOTICED = 0.05;

const varyingLoad: Finder = ({ peak }) =>
  peak < UNEVEN
    ? []
    : [
        {
          kind: 'varying-load',
          node: '',
          data: { peak },
          text: `The load varies: its peak is ${short(peak)} times its mean. Formulas know one rate; they were asked about the peak, runs live through all of it.`,
        },
      ];

const faults: Finder = ({ scenario: { faults: list } }) =>
  list.length === 0
    ? []
    : [
        {
          kind: 'faults',
          node: '',
          data: { faults: list.length },
          text: `The scenario has ${list.length === 1 ? 'a fault' : `${list.length} faults`}: runs lose capacity that formulas count on.`,
        },
      ];

const retries: Finder = ({ means, clients }) =>
  clients.flatMap((id) => {
    const offered = means.rate(`${id}.offered`) ?? 0;
    const attempts = means.rate(`${id}.attempts`) ?? 0;
    const times = offered > 0 ? attempts / offered : 1;
    if (times < 1 + NOTABLE) return [];
    return [
      {
        kind: 'retries',
        node: id,
        data: { times },
        text: `${id} sends ${short(times)} attempts for each request: retries are load that grows when answers are late, and no formula has that.`,
      },
    ];
  });

const callRetries: Finder = ({ means, scenario }) =>
  scenario.nodes.flatMap(({ id, kind }) => {
    if (kind.tier === 'client') return [];
    const calls = means.rate(`${id}.calls`) ?? 0;
    const again = means.rate(`${id}.retries`) ?? 0;
    const times = calls > 0 ? 1 + again / calls : 1;
    if (times < 1 + NOTABLE) return [];
    return [
      {
        kind: 'call-retries',
        node: id,
        data: { times },
        text: `${id} makes ${short(times)} attempts at each of its calls: what it calls is asked more often than formulas count, and most when answers are late.`,
      },
    ];
  });

const failures: Finder = ({ means, clients }) =>
  clients.flatMap((id) => {
    const availability = means.of(`${id}.availability`) ?? 1;
    if (availability > 1 - NOTABLE) return [];
    return [
      {
        kind: 'failures',
        node: id,
        data: { failed: 1 - availability },
        text: `${percent(1 - availability)} of what ${id} asks for fails. Formulas wait for ever; clients and full queues do not, and the latencies left are those of the lucky.`,
      },
    ];
  });

const apart: Finder = ({ books }) =>
  books.flatMap(({ id, replicas, service, wait, waitApart, measuredWait }) => {
    if (replicas < 2 || wait === null || waitApart === null) return [];
    if (measuredWait <= 1.25 * wait || measuredWait < NOTICED * service) return [];
    return [
      {
        kind: 'queues-apart',
        node: id,
        data: { pooled: wait, apart: waitApart, measured: measuredWait },
        text: `${id} has a queue at each of its ${short(replicas)} replicas. Erlang C has one for all: ${seconds(wait)} of waiting; with a random share each it is ${seconds(waitApart)}; the balancer made it ${seconds(measuredWait)}.`,
      },
    ];
  });

const variability: Finder = ({ scenario, books }) =>
  books.flatMap(({ id }) => {
    const scv = variationOf(
      scenario.nodes.find((node) => node.id === id)!,
      scenario,
    );
    if (scv === null || Math.abs(scv - 1) < LIKE_EXPONENTIAL) return [];
    return [
      {
        kind: 'variability',
        node: id,
        data: { scv },
        text:
          scv > 1
            ? `Work at ${id} varies more than Erlang C supposes: squared variation ${short(scv)} instead of 1, and queues about ${short((1 + scv) / 2)} times as long (Pollaczek and Khinchine).`
            : `Work at ${id} varies less than Erlang C supposes: squared variation ${short(scv)} instead of 1, and queues about ${short((1 + scv) / 2)} times as long (Pollaczek and Khinchine).`,
      },
    ];
  });

/** Squared variation of a server's own times; null when requests bring their work in several classes or calls. */
function variationOf({ params }: NodeSpec, { nodes }: Scenario): number | null {
  const law = params.service as { readonly scv?: number } | undefined;
  if (law !== undefined) return typeof law.scv === 'number' ? law.scv : null;
  const works = nodes.flatMap((node) =>
    Object.values((node.params.classes ?? {}) as Readonly<Record<string, WrittenClass>>),
  );
  const total = works.reduce((sum, { share }) => sum + share, 0);
  const mean = works.reduce((sum, { share, work }) => sum + share * work.mean, 0) / total;
  const second =
    works.reduce((sum, { share, work }) => sum + share * work.mean * work.mean * (1 + work.scv), 0) / total;
  return mean > 0 && Number.isFinite(second) ? second / (mean * mean) - 1 : null;
}

interface WrittenClass {
  readonly share: number;
  readonly work: { readonly mean: number; readonly scv: number };
}

const fanOut: Finder = ({ books, means, clients }) => {
  const asked = clients.reduce((sum, id) => sum + (means.rate(`${id}.offered`) ?? 0), 0);
  return books.flatMap(({ id, arrivals }) => {
    const times = asked > 0 ? arrivals / asked : 1;
    if (times < 1.5) return [];
    return [
      {
        kind: 'fan-out',
        node: id,
        data: { times },
        text: `${id} gets ${short(times)} requests for each of a client’s. Whoever waits for all of them waits for the slowest, which a formula of one queue does not have.`,
      },
    ];
  });
};

const tasks: Finder = ({ scenario, books }) =>
  books.flatMap(({ id }) => {
    const count = Number(scenario.nodes.find((node) => node.id === id)!.params.tasks ?? 1);
    if (count < 2) return [];
    return [
      {
        kind: 'tasks',
        node: id,
        data: { tasks: count },
        text: `${id} splits each request into ${count} tasks that run side by side: faster than one core, and done only when the last one is.`,
      },
    ];
  });

const saturatedElsewhere: Finder = ({ scenario, means, node }) => {
  const uses = scenario.nodes.flatMap(({ id, kind }) => {
    const use = kind.tier === 'service' || kind.tier === 'state' ? means.of(`${id}.utilisation`) : null;
    return use === null ? [] : [{ id, use }];
  });
  const own = uses.find(({ id }) => id === node)?.use ?? 0;
  return uses
    .filter(({ id, use }) => id !== node && use > BUSY && use > own)
    .map(({ id, use }) => ({
      kind: 'saturated-elsewhere',
      node: id,
      data: { utilisation: use },
      text: `${id} is busy to ${percent(use)}: more of ${node ?? 'another node'} does not help there.`,
    }));
};

const DISTURBANCES = ['memoryLimit', 'garbageCollection', 'noisyNeighbour', 'cpuLimit', 'coldStart', 'disk'];

const disturbances: Finder = ({ scenario, books }) =>
  books.flatMap(({ id }) => {
    const { params } = scenario.nodes.find((node) => node.id === id)!;
    const found = DISTURBANCES.filter((name) => params[name] !== undefined);
    if (found.length === 0) return [];
    return [
      {
        kind: 'disturbances',
        node: id,
        data: { settings: found.join(', ') },
        text: `${id} has ${found.join(', ')}: its cores are not always there, or not all that a request needs. Formulas suppose cores that only work.`,
      },
    ];
  });

/** What a client waits for beside the servers' own queues and work: networks, stores, balancers, timeouts. */
const elsewhere: Finder = ({ books, means, clients }) =>
  clients.flatMap((id) => {
    const latency = means.of(`${id}.mean`);
    if (latency === null || books.length === 0) return [];
    const known = books.reduce((sum, { service, measuredWait }) => sum + service + measuredWait, 0);
    const rest = latency - known;
    if (rest < LARGE_PART * latency) return [];
    return [
      {
        kind: 'time-elsewhere',
        node: id,
        data: { seconds: rest, share: rest / latency },
        text: `${seconds(rest)} of the ${seconds(latency)} that ${id} waits are neither queue nor work of a server: network, stores, connections, retries.`,
      },
    ];
  });

/** A variation has to meet its objectives in nine runs of ten; a formula speaks of what they are on average. */
const scatter: Finder = ({ objectives, means }) =>
  [...new Set(objectives.map(({ node, metric }) => `${node}.${metric}`))].flatMap((figure) => {
    const node = figure.slice(0, figure.lastIndexOf('.'));
    const share = means.scatter(figure);
    if (share < SCATTERED) return [];
    return [
      {
        kind: 'scatter',
        node,
        data: { figure, share },
        text: `Runs of this length scatter: ${figure} by ${percent(share)} from run to run as it is, more under load. To meet an objective in nine runs of ten takes more than to meet it on average, as formulas do; longer runs scatter less.`,
      },
    ];
  });

const drifting: Finder = ({ means }) =>
  means.isSteady
    ? []
    : [
        {
          kind: 'not-steady',
          node: '',
          data: {},
          text: 'The runs have no steady state: load or queues change all the time, and formulas speak of nothing else than a steady state.',
        },
      ];

const FINDERS: readonly Finder[] = [
  varyingLoad,
  drifting,
  scatter,
  faults,
  retries,
  callRetries,
  failures,
  apart,
  variability,
  fanOut,
  tasks,
  saturatedElsewhere,
  disturbances,
  elsewhere,
];

/** All reasons that apply, with their numbers at the scenario's load. */
export function reasonsFor(given: Case): Reason[] {
  return FINDERS.flatMap((find) => find(given));
}

/** Seconds below this are none. */
const NOTHING = 1e-9;

function seconds(value: number): string {
  if (value >= 1 || value < NOTHING) return `${short(value < NOTHING ? 0 : value)} s`;
  return value >= 1e-3 || value === 0 ? `${short(value * 1e3)} ms` : `${short(value * 1e6)} µs`;
}
