import { create } from 'zustand';
import { PRESENCE } from '../../../sim-core/run/presence.ts';
import { INSTANCE, instanceAt } from '../../../view/frame.ts';
import { live } from './live.ts';

export type StateName =
  'ok' | 'busy' | 'saturated' | 'down' | 'recovering' | 'leader' | 'off' | 'waiting' | 'booting' | 'draining';

/** States of replicas that are not in service on purpose: nothing is wrong with them. */
const OUT_OF_SERVICE: Readonly<Record<number, StateName>> = {
  [PRESENCE.off]: 'off',
  [PRESENCE.waiting]: 'waiting',
  [PRESENCE.booting]: 'booting',
  [PRESENCE.draining]: 'draining',
};

/** Whether a replica in this state runs nothing at all. */
export function isAway(state: StateName): boolean {
  return state === 'off' || state === 'waiting' || state === 'booting';
}

/** What panels know of every instance, refreshed four times a second. */
export interface Instances {
  readonly states: readonly StateName[];
  readonly leads: readonly boolean[];
  readonly inFlight: readonly number[];
  readonly queues: readonly number[];
  readonly busy: readonly number[];
  readonly capacity: readonly number[];
}

const NONE: Instances = { states: [], leads: [], inFlight: [], queues: [], busy: [], capacity: [] };
export const useInstances = create<Instances>()(() => NONE);

const SATURATED = 0.98;
const BUSY = 0.6;

/** Instances that came up again and have not answered anything since: what they had answered by then, and when. */
const recovering = new Map<number, { readonly done: number; readonly since: number }>();
/** Longest that an instance is called recovering, as a share of the run: a follower may have nothing to answer. */
const RECOVERING = 0.02;
const wereDown = new Set<number>();
let plan: unknown = null;
/** Rows of the recording that a present utilisation is a mean over. */
const LOOK_BACK = 3;

/** Reads the newest frame, or the recording under a dragged head. */
export function readInstances(): void {
  if (live.plan === null || live.frame === null) return;
  if (plan !== live.plan) forget();
  const count = live.plan.instances.length;
  const values = live.preview === null ? live.frame : live.frame.slice();
  if (live.preview !== null) live.recording?.readInstances(live.preview, values);
  const field = (name: number): number[] =>
    Array.from({ length: count }, (_, i) => values[instanceAt(i) + name]);
  const [busy, capacity, queues] = [field(INSTANCE.busy), field(INSTANCE.capacity), field(INSTANCE.queue)];
  const leads = field(INSTANCE.leader).map((value) => value === 1);
  live.shares = Float64Array.from(busy, (b, i) => shareOf(i, capacity[i] > 0 ? b / capacity[i] : 0));
  const states = leads.map((lead, i) => stateOf(i, values, live.shares[i], queues[i], lead));
  useInstances.setState({ states, leads, busy, capacity, queues, inFlight: field(INSTANCE.inFlight) });
}

/** Mean utilisation over the last rows of the recording; what the cores do just now while there are none. */
function shareOf(instance: number, now: number): number {
  const { recording } = live;
  const column = recording?.column(instance, 'utilisation') ?? null;
  if (recording === null || column === null) return now;
  const to = recording.rowAt(live.now);
  const mean = recording.mean(column, Math.max(0, to - LOOK_BACK), to);
  return Number.isFinite(mean) ? mean : now;
}

function stateOf(
  index: number,
  values: Float64Array,
  share: number,
  queue: number,
  leads: boolean,
): StateName {
  const at = instanceAt(index);
  const presence = values[at + INSTANCE.presence];
  const done = values[at + INSTANCE.done];
  const out = OUT_OF_SERVICE[presence];
  if (out !== undefined) {
    wereDown.delete(index);
    recovering.delete(index);
    return out;
  }
  if (presence === PRESENCE.down) {
    wereDown.add(index);
    return 'down';
  }
  if (wereDown.delete(index) && live.preview === null) recovering.set(index, { done, since: live.now });
  if (isRecovering(index, done)) return 'recovering';
  recovering.delete(index);
  if (share >= SATURATED && queue >= 1) return 'saturated';
  if (leads) return 'leader';
  return share >= BUSY || queue >= 1 ? 'busy' : 'ok';
}

function isRecovering(index: number, done: number): boolean {
  const came = recovering.get(index);
  return (
    came?.done === done && live.preview === null && live.now - came.since < RECOVERING * live.plan!.duration
  );
}

function forget(): void {
  plan = live.plan;
  wereDown.clear();
  recovering.clear();
}
