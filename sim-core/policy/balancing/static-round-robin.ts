import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { remap, turnMap, type TurnMap, turnsOf } from './haproxy-map.ts';

interface State {
  readonly map: TurnMap;
  next: number;
}

/** HAProxy 2.6.12's `balance static-rr`: a fixed table of turns, gone through in a circle; full ones are passed over. */
export const staticRoundRobin = defineBalancer<State>({
  name: 'static-round-robin',
  summary: 'Goes through a fixed table of turns, one for each unit of weight (HAProxy’s static-rr).',
  init: (view) => ({ map: turnMap(view), next: 0 }),
  pick: (view, _key, state) => nextTurn(view, state),
  changed: ({ map }, view, index) => remap(map, view, index),
});

function nextTurn(view: BackendView, state: State): number {
  const turns = turnsOf(view, state.map);
  for (let step = 0; step < turns.length; step++) {
    const at = (state.next + step) % turns.length;
    if (view.usable[turns[at]] !== 1) continue;
    state.next = at + 1;
    return turns[at];
  }
  return NONE;
}
