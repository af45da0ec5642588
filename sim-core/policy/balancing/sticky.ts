import { defineBalancer } from './balancer.ts';
import { roundRobin } from './round-robin.ts';

/** Sessions that are remembered; the one that began first is forgotten. Cookies have no such end. */
const MOST_SESSIONS = 100_000;

interface State {
  readonly turns: unknown;
  readonly sessions: Map<string, number>;
}

/**
 * Session affinity by cookie (HAProxy 2.6 `cookie … insert` with `option redispatch`; NGINX Plus `sticky
 * cookie`): a session's first request takes its turn by smooth round robin, all later ones go to the same
 * backend. If that cannot be used, whether down or full, the session moves for good. Requests without a session
 * take turns. The load follows the sessions: new backends see new sessions only.
 *
 * Where the products write the backend into the cookie, here a table remembers it. Left out: cookies that
 * expire; waiting in a queue for the session's own backend.
 */
export const sticky = defineBalancer<State>({
  name: 'sticky',
  summary: 'Every session stays with the backend that its first request got in turn.',
  init: (view) => ({ turns: roundRobin.init(view), sessions: new Map() }),
  pick(view, key, state, random) {
    const session = view.headerText(key);
    const known = state.sessions.get(session);
    if (known !== undefined && view.usable[known] === 1) return known;
    const picked = roundRobin.pick(view, key, state.turns, random);
    if (session !== '' && picked >= 0) remember(state.sessions, session, picked);
    return picked;
  },
  changed: ({ turns }, view, index) => roundRobin.changed?.(turns, view, index),
  failed: ({ turns }, index, penalty) => roundRobin.failed?.(turns, index, penalty),
});

function remember(sessions: Map<string, number>, session: string, backend: number): void {
  sessions.set(session, backend);
  if (sessions.size <= MOST_SESSIONS) return;
  for (const oldest of sessions.keys()) {
    sessions.delete(oldest);
    return;
  }
}
