/** At most so much change within a period. */
export interface PacePolicy {
  readonly type: 'pods' | 'percent';
  readonly value: number;
  /** Seconds. */
  readonly period: number;
}

/** How fast one direction may go. */
export interface Pace {
  /** Seconds over which the most careful recommendation counts. */
  readonly window: number;
  /** Which of several policies holds; `disabled` for no change in this direction. */
  readonly select: 'max' | 'min' | 'disabled';
  readonly policies: readonly PacePolicy[];
}

export interface Behaviour {
  readonly up: Pace;
  readonly down: Pace;
}

/** Kubernetes' defaults (autoscaling/v2): up by 4 pods or 100 % each 15 s, down freely after five minutes. */
export const DEFAULT_BEHAVIOUR: Behaviour = {
  up: {
    window: 0,
    select: 'max',
    policies: [
      { type: 'pods', value: 4, period: 15 },
      { type: 'percent', value: 100, period: 15 },
    ],
  },
  down: { window: 300, select: 'max', policies: [{ type: 'percent', value: 100, period: 15 }] },
};

interface Event {
  readonly at: number;
  /** Replicas before the change and after it, or a recommendation. */
  readonly value: number;
}

/** What was recommended and done lately: what pace and stabilisation look back on. */
export interface PaceState {
  recommendations: Event[];
  ups: Event[];
  downs: Event[];
}

export function paceState(): PaceState {
  return { recommendations: [], ups: [], downs: [] };
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/**
 * What becomes of a recommendation: Kubernetes' `normalizeDesiredReplicasWithBehaviors`
 * (pkg/controller/podautoscaler/horizontal.go, 1.30). First it is held back to the least recommended within the
 * window of scaling up, and the most within that of scaling down; then the pace of either direction limits it,
 * and last the bounds. The caller reports what was done with {@link scaled}.
 */
export function paced(
  desired: number,
  current: number,
  now: number,
  bounds: Bounds,
  behaviour: Behaviour,
  state: PaceState,
): number {
  const stable = stabilised(desired, current, now, behaviour, state);
  if (stable > current) {
    const limit = Math.max(current, upLimit(current, now, behaviour.up, state));
    return Math.min(stable, limit, bounds.max);
  }
  if (stable < current) {
    const limit = Math.min(current, downLimit(current, now, behaviour.down, state));
    return Math.max(stable, limit, bounds.min);
  }
  return Math.min(bounds.max, Math.max(bounds.min, stable));
}

/** Tells that the number of replicas was changed. */
export function scaled(from: number, to: number, now: number, state: PaceState): void {
  if (to > from) state.ups.push({ at: now, value: to - from });
  else if (to < from) state.downs.push({ at: now, value: from - to });
}

function stabilised(
  desired: number,
  current: number,
  now: number,
  { up, down }: Behaviour,
  state: PaceState,
): number {
  let least = desired;
  let most = desired;
  for (const { at, value } of state.recommendations) {
    if (at > now - up.window) least = Math.min(least, value);
    if (at > now - down.window) most = Math.max(most, value);
  }
  const longest = Math.max(up.window, down.window);
  state.recommendations = state.recommendations.filter(({ at }) => at > now - longest);
  state.recommendations.push({ at: now, value: desired });
  return Math.min(Math.max(current, least), most);
}

function upLimit(current: number, now: number, { select, policies }: Pace, state: PaceState): number {
  if (select === 'disabled') return current;
  const limits = policies.map(({ type, value, period }) => {
    const start = current - changed(state.ups, now, period) + changed(state.downs, now, period);
    return type === 'pods' ? start + value : Math.ceil(start * (1 + value / 100));
  });
  return select === 'min' ? Math.min(...limits) : Math.max(...limits);
}

function downLimit(current: number, now: number, { select, policies }: Pace, state: PaceState): number {
  if (select === 'disabled') return current;
  const limits = policies.map(({ type, value, period }) => {
    const start = current + changed(state.downs, now, period) - changed(state.ups, now, period);
    return type === 'pods' ? start - value : Math.trunc(start * (1 - value / 100));
  });
  return select === 'min' ? Math.max(...limits) : Math.min(...limits);
}

function changed(events: readonly Event[], now: number, period: number): number {
  return events.reduce((sum, { at, value }) => (at > now - period ? sum + value : sum), 0);
}
