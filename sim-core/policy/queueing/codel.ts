import { defineDiscipline, type QueueView } from './discipline.ts';
import type { QueueingOptions } from './options.ts';

/** How dropping goes on: not; the first has been dropped, and the next one passes; by the control law. */
type Phase = 'off' | 'entered' | 'dropping';

interface State {
  phase: Phase;
  /** Whether the request before was dropped by the control law, at this same turn. */
  hasDropped: boolean;
  /** When waits will have been above the target for an interval; 0 while they are not. */
  firstAbove: number;
  dropNext: number;
  /** Drops in this dropping phase, and where the count of the one before began. */
  count: number;
  lastCount: number;
}

/**
 * RFC 8289, §5: when waits have stayed above the target for an interval, it drops a request as its turn comes, then
 * another after interval ÷ √2, ÷ √3 … until a wait is below the target again. Waits count as low while no more than one
 * request waits behind: that stands for the RFC's queue of less than one full packet. The RFC's `deque` takes request
 * after request until one may go; here {@link Discipline.drops} is asked about each.
 *
 * Left out: marking instead of dropping (ECN).
 */
export const codel = defineDiscipline<State>({
  name: 'codel',
  summary: 'In order of arrival; drops when waits have been too long for a while (RFC 8289).',
  reads: ['target', 'interval'],
  init: () => ({ phase: 'off', hasDropped: false, firstAbove: 0, dropNext: 0, count: 0, lastCount: 0 }),
  drops(state, view, waited) {
    const isLate = isAboveTarget(state, view, waited);
    if (state.phase === 'off') return isLate && enter(state, view);
    if (state.phase === 'entered') {
      state.phase = 'dropping';
      return false;
    }
    if (!isLate) leave(state);
    return isLate && isDue(state, view);
  },
  emptied(state) {
    state.firstAbove = 0;
    if (state.phase === 'entered') state.phase = 'dropping';
    else leave(state);
  },
});

/** The RFC's `dodeque`: whether waits have been above the target for an interval. */
function isAboveTarget(state: State, { now, length, options }: QueueView, waited: number): boolean {
  if (waited < options.target || length <= 1) state.firstAbove = 0;
  else if (state.firstAbove === 0) state.firstAbove = now + options.interval;
  else return now >= state.firstAbove;
  return false;
}

/** Starts with the rate at which the last phase ended, if that was not long ago. */
function enter(state: State, { now, options }: QueueView): boolean {
  const delta = state.count - state.lastCount;
  const isRecent = now - state.dropNext < 16 * options.interval;
  state.count = delta > 1 && isRecent ? delta : 1;
  state.lastCount = state.count;
  state.dropNext = controlLaw(now, state.count, options);
  state.phase = 'entered';
  return true;
}

function isDue(state: State, { now, options }: QueueView): boolean {
  if (state.hasDropped) state.dropNext = controlLaw(state.dropNext, state.count, options);
  state.hasDropped = now >= state.dropNext;
  if (state.hasDropped) state.count++;
  return state.hasDropped;
}

function leave(state: State): void {
  state.phase = 'off';
  state.hasDropped = false;
}

function controlLaw(from: number, count: number, { interval }: QueueingOptions): number {
  return from + interval / Math.sqrt(count);
}
