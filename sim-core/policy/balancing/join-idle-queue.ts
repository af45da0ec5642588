import { type BackendView, defineBalancer } from './balancer.ts';
import { randomUsable } from './random-usable.ts';
import { reweigh, runningWeights } from './running-weights.ts';

interface State {
  readonly sums: Float64Array;
  /** A ring of idle backends, those idle longest first; each is in it at most once. */
  readonly queue: Int32Array;
  readonly isQueued: Uint8Array;
  first: number;
  length: number;
}

/**
 * A backend that becomes idle joins a queue; a request goes to the head of the queue, and if it is empty, to
 * a backend at random (Lu et al. 2011, Performance Evaluation 68(11), JIQ-Random). Nobody's load is looked at
 * when a request arrives. Idle is who has no request of this balancer in flight; in the paper backends know.
 */
export const joinIdleQueue = defineBalancer<State>({
  name: 'join-idle-queue',
  summary: 'Sends to whoever has been idle longest, at random if nobody is (join the idle queue).',
  init(view) {
    const { size } = view;
    const state: State = {
      sums: runningWeights(view),
      queue: new Int32Array(size),
      isQueued: new Uint8Array(size),
      first: 0,
      length: 0,
    };
    for (let i = 0; i < size; i++) joinQueue(state, view, i);
    return state;
  },
  pick(view, _key, state, luck) {
    while (state.length > 0) {
      const backend = leaveQueue(state);
      if (isIdle(view, backend)) return backend;
    }
    return randomUsable(view, state.sums, luck);
  },
  changed(state, view, index) {
    reweigh(state.sums, view, index);
    joinQueue(state, view, index);
  },
});

function isIdle({ usable, inFlight }: BackendView, index: number): boolean {
  return usable[index] === 1 && inFlight[index] === 0;
}

function joinQueue(state: State, view: BackendView, index: number): void {
  if (state.isQueued[index] === 1 || !isIdle(view, index)) return;
  state.isQueued[index] = 1;
  state.queue[(state.first + state.length++) % state.queue.length] = index;
}

function leaveQueue(state: State): number {
  const backend = state.queue[state.first];
  state.first = (state.first + 1) % state.queue.length;
  state.length--;
  state.isQueued[backend] = 0;
  return backend;
}
