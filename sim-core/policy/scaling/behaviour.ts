/** So many replicas, or so many percent, may come or go within `period` seconds. */
export interface RatePolicy {
  readonly type: 'replicas' | 'percent';
  readonly value: number;
  /** Seconds. */
  readonly period: number;
}

/** What Kubernetes calls `behavior.scaleUp` or `behavior.scaleDown`. */
export interface Behaviour {
  /** Seconds over which the least change wanted counts. */
  readonly window: number;
  /** Which of several policies holds: the one that allows most, least, or none. */
  readonly select: 'max' | 'min' | 'disabled';
  readonly policies: readonly RatePolicy[];
}

/** Kubernetes' defaults for growing: doubled or four more every 15 s, at once. */
export const DEFAULT_SCALE_OUT: Behaviour = {
  window: 0,
  select: 'max',
  policies: [
    { type: 'replicas', value: 4, period: 15 },
    { type: 'percent', value: 100, period: 15 },
  ],
};

/** Kubernetes' defaults for shrinking: to anything, once nothing more was wanted for five minutes. */
export const DEFAULT_SCALE_IN: Behaviour = {
  window: 300,
  select: 'max',
  policies: [{ type: 'percent', value: 100, period: 15 }],
};

interface Event {
  readonly at: number;
  readonly count: number;
}

/** What has been wanted and done lately. */
export interface BehaviourState {
  wanted: Event[];
  added: Event[];
  removed: Event[];
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly scaleOut: Behaviour;
  readonly scaleIn: Behaviour;
}

export function noHistory(): BehaviourState {
  return { wanted: [], added: [], removed: [] };
}

/**
 * To be called before each {@link behave}: what there is when an HPA first looks counts as wanted then
 * (recordInitialRecommendation), so that nothing goes before a whole window was seen.
 */
export function begin(state: BehaviourState, current: number, now: number): void {
  if (state.wanted.length === 0) state.wanted.push({ at: now, count: current });
}

/**
 * What becomes of a wanted number of replicas: stabilisation over the windows, then the rate policies, then
 * the bounds, as Kubernetes' HPA with `behavior` does it (v1.33, normalizeDesiredReplicasWithBehaviors).
 */
export function behave(
  current: number,
  wanted: number,
  state: BehaviourState,
  bounds: Bounds,
  now: number,
): number {
  if (current > bounds.max) return bounds.max;
  if (current < bounds.min) return bounds.min;
  const stable = stabilise(current, wanted, state, bounds, now);
  if (stable > current) {
    const limit = Math.max(current, outLimit(current, state, bounds.scaleOut, now));
    return Math.min(stable, bounds.max, limit);
  }
  if (stable < current) {
    const limit = Math.min(current, inLimit(current, state, bounds.scaleIn, now));
    return Math.max(stable, bounds.min, limit);
  }
  return current;
}

/** Remembers that the number was changed, for the rate policies. */
export function record(state: BehaviourState, from: number, to: number, bounds: Bounds, now: number): void {
  const keep = Math.max(longest(bounds.scaleOut), longest(bounds.scaleIn));
  if (to > from) state.added = [...recent(state.added, now - keep), { at: now, count: to - from }];
  if (to < from) state.removed = [...recent(state.removed, now - keep), { at: now, count: from - to }];
}

function stabilise(
  current: number,
  wanted: number,
  state: BehaviourState,
  { scaleOut, scaleIn }: Bounds,
  now: number,
): number {
  let up = wanted;
  let down = wanted;
  for (const { at, count } of state.wanted) {
    if (at > now - scaleOut.window) up = Math.min(up, count);
    if (at > now - scaleIn.window) down = Math.max(down, count);
  }
  const longestWindow = Math.max(scaleOut.window, scaleIn.window);
  state.wanted = [...recent(state.wanted, now - longestWindow), { at: now, count: wanted }];
  return Math.min(Math.max(current, up), down);
}

/** How many there may be after growing as far as the policies let it. */
function outLimit(current: number, state: BehaviourState, behaviour: Behaviour, now: number): number {
  const limits = limitsOf(current, state, behaviour, now, (start, { type, value }) =>
    type === 'replicas' ? start + value : Math.ceil(start * (1 + value / 100)),
  );
  return behaviour.select === 'min' ? Math.min(...limits) : Math.max(...limits);
}

/** How many there must be after shrinking as far as the policies let it. */
function inLimit(current: number, state: BehaviourState, behaviour: Behaviour, now: number): number {
  const limits = limitsOf(current, state, behaviour, now, (start, { type, value }) =>
    type === 'replicas' ? start - value : Math.trunc(start * (1 - value / 100)),
  );
  return behaviour.select === 'min' ? Math.max(...limits) : Math.min(...limits);
}

/** What each policy allows, given how many there were when its period began. */
function limitsOf(
  current: number,
  state: BehaviourState,
  { select, policies }: Behaviour,
  now: number,
  allow: (start: number, policy: Behaviour['policies'][number]) => number,
): number[] {
  if (select === 'disabled') return [current];
  return policies.map((policy) => allow(startOfPeriod(current, state, now - policy.period), policy));
}

/** How many there were at `since`. */
function startOfPeriod(current: number, { added, removed }: BehaviourState, since: number): number {
  return current - total(recent(added, since)) + total(recent(removed, since));
}

function longest({ policies }: Behaviour): number {
  return Math.max(0, ...policies.map(({ period }) => period));
}

function recent(events: readonly Event[], since: number): Event[] {
  return events.filter(({ at }) => at > since);
}

function total(events: readonly Event[]): number {
  let sum = 0;
  for (const { count } of events) sum += count;
  return sum;
}
