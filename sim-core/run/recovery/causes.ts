import { PARENT, STATE, TO } from '../../model/request-rows.ts';
import { NO_REQUEST, QUEUED, type Requests } from '../../model/requests.ts';
import { STATUSES } from '../../model/status.ts';
import type { World } from '../../model/world.ts';
import type { Plan, PlannedNode } from '../plan.ts';
import type { Sampler } from '../sampler.ts';
import type { Window } from '../series.ts';

/** What can keep a system from returning to its earlier state. */
export const CAUSE_KINDS = [
  'retries',
  'call-retries',
  'abandoned-queue',
  'late-answers',
  'leaderless',
  'no-backend',
  'saturated',
  'more-load',
  'still-down',
] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];

/** Causes that feed on the trouble they make: with one of them a bad state sustains itself. */
const LOOPS: ReadonlySet<CauseKind> = new Set([
  'retries',
  'call-retries',
  'abandoned-queue',
  'late-answers',
  'leaderless',
  'no-backend',
]);

export interface Cause {
  readonly kind: CauseKind;
  /** The client or node it was seen at. */
  readonly node: string;
  /** Numbers for the sentence: shares from 0 to 1, `times` as ratios, `requests`. */
  readonly data: Readonly<Record<string, number>>;
}

export function isLoop({ kind }: Cause): boolean {
  return LOOPS.has(kind);
}

/** From these on something is worth naming. */
const MORE = 1.1;
const SHARE = 0.05;
const LATE = 0.2;
const ABANDONED = 0.5;
const FEWEST_WAITING = 5;
const BUSY = 0.98;

const LEADERLESS = ['no-leader', 'unavailable'].map((name) => STATUSES.indexOf(name as 'no-leader'));
const NO_BACKEND = [STATUSES.indexOf('no-backend')];

/** What a run looks like from outside. */
export interface Seen {
  readonly world: World;
  readonly plan: Plan;
  readonly sampler: Sampler;
}

/** What is seen in `window` that was not there `before` the fault and that may sustain the trouble. Reads only. */
export function causesIn(seen: Seen, before: Window, window: Window): Cause[] {
  const { plan, world } = seen;
  return [
    ...seen.sampler.clients.flatMap((_, index) => clientCauses(seen, index, before, window)),
    ...plan.nodes.flatMap((node) => callRetries(seen, node, before, window)),
    ...abandonedQueues(world),
    ...saturated(seen, window),
    ...plan.nodes.flatMap(({ id, instances }) => {
      const down = instances.filter((address) => !world.simulation.isUp(address)).length;
      return down === 0 ? [] : [{ kind: 'still-down', node: id, data: { instances: down } } as const];
    }),
  ];
}

function clientCauses({ plan, sampler }: Seen, index: number, before: Window, window: Window): Cause[] {
  const { instance } = sampler.clients[index];
  const node = plan.instances[instance].id;
  const grew = (metric: string, { from, to }: Window) =>
    sampler.series.difference(from, to, sampler.column(instance, metric));
  const perRequest = (within: Window) => grew('attempts', within) / grew('offered', within);
  const rate = (within: Window) => grew('offered', within) / (within.to - within.from);
  const ended = grew('completed', window) + grew('failed', window);
  const failedBy = (statuses: readonly number[]) =>
    statuses.reduce((sum, status) => sum + sampler.failedIn(index, status, window), 0) / ended;
  const share = grew('useful', window) / grew('offered', window);
  const [times, usual] = [perRequest(window), perRequest(before)];
  const answers = grew('completed', window) + grew('late', window);
  const late = grew('late', window) / answers;
  const more = rate(window) / rate(before);
  const found: Cause[] = [];
  if (times > MORE && times > MORE * usual)
    found.push({ kind: 'retries', node, data: { times, usual, share } });
  if (late > LATE) found.push({ kind: 'late-answers', node, data: { share: late } });
  const [leaderless, noBackend] = [failedBy(LEADERLESS), failedBy(NO_BACKEND)];
  if (leaderless > SHARE) found.push({ kind: 'leaderless', node, data: { share: leaderless } });
  if (noBackend > SHARE) found.push({ kind: 'no-backend', node, data: { share: noBackend } });
  if (more > MORE) found.push({ kind: 'more-load', node, data: { times: more } });
  return found;
}

/** Servers whose own calls are tried again more than before. */
function callRetries(
  { sampler }: Seen,
  { id, instances, metrics }: PlannedNode,
  before: Window,
  window: Window,
): Cause[] {
  if (!['calls', 'retries'].every((name) => metrics.some((metric) => metric.name === name))) return [];
  const grew = (metric: string, { from, to }: Window) =>
    instances.reduce(
      (sum, instance) => sum + sampler.series.difference(from, to, sampler.column(instance, metric)),
      0,
    );
  const perCall = (within: Window) => 1 + grew('retries', within) / grew('calls', within);
  const [times, usual] = [perCall(window), perCall(before)];
  const isMore = times > MORE && times > MORE * usual;
  return isMore ? [{ kind: 'call-retries', node: id, data: { times, usual } }] : [];
}

/** Queues where most of those who wait have been given up by whoever asked: work that nobody wants any more. */
function abandonedQueues({ requests, places }: World): Cause[] {
  const waiting = new Map<string, { all: number; abandoned: number }>();
  requests.forEachLive((row) => {
    const to = requests.words[row + TO];
    if (requests.words[row + STATE] !== QUEUED || to < 0) return;
    const { node } = places[to];
    const counts = waiting.get(node) ?? { all: 0, abandoned: 0 };
    counts.all++;
    if (isAbandoned(requests, row)) counts.abandoned++;
    waiting.set(node, counts);
  });
  return [...waiting]
    .filter(([, { all, abandoned }]) => all >= FEWEST_WAITING && abandoned > ABANDONED * all)
    .map(([node, { all, abandoned }]) => ({
      kind: 'abandoned-queue',
      node,
      data: { requests: all, share: abandoned / all },
    }));
}

/** Somebody on the way up no longer waits. */
function isAbandoned(requests: Requests, row: number): boolean {
  for (let at = row; ;) {
    if (!requests.isAwaited(at)) return true;
    const parent = requests.words[at + PARENT];
    if (parent === NO_REQUEST) return false;
    at = requests.ifLive(parent);
    if (at < 0) return true;
  }
}

function saturated({ plan, sampler }: Seen, { from, to }: Window): Cause[] {
  const { series } = sampler;
  return plan.nodes.flatMap((node): Cause[] => {
    const metric = node.metrics.find(({ name, kind }) => name === 'utilisation' && kind === 'area');
    if (metric === undefined) return [];
    const shares = node.instances.map(
      (instance) =>
        series.difference(from, to, sampler.column(instance, 'utilisation')) /
        ((to - from) * series.interval),
    );
    const share = shares.reduce((sum, value) => sum + value, 0) / shares.length;
    return share > BUSY ? [{ kind: 'saturated', node: node.id, data: { share } }] : [];
  });
}
