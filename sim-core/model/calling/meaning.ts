import { STATUSES, type Status } from '../status.ts';

/** What one who watches a callee makes of how an attempt ended. */
export type Verdict = 'good' | 'bad' | 'nothing';

/** What the end of an attempt means to each of those who stand between a caller and whom it calls. */
export interface Meaning {
  /** Does the callee work? A circuit breaker opens by the bad ones; nothing is as if the attempt had not been made. */
  readonly breaker: Verdict;
  /** May more be sent? A budget of tokens takes one for each bad end. */
  readonly budget: Verdict;
  /** Did the callee take it on? Only what is good counts as accepted by adaptive throttling. */
  readonly throttle: Verdict;
}

const GOOD: Meaning = { breaker: 'good', budget: 'good', throttle: 'good' };
const BAD: Meaning = { breaker: 'bad', budget: 'bad', throttle: 'bad' };
/** Nothing was sent, or nobody knows how it would have ended. */
const NOTHING: Meaning = { breaker: 'nothing', budget: 'nothing', throttle: 'nothing' };

/**
 * By status. A breaker counts every failure, as resilience4j does by default with exceptions; only a rate limit says
 * nothing to it: the callee is well, and to stop sending would lose what it lets in, too. To a budget it is a failure
 * like others, as gRPC's RESOURCE_EXHAUSTED, and to throttling a refusal like others, whose quota it was made for
 * (Beyer et al., _Site Reliability Engineering_, 2016, ch. 21).
 */
const MEANINGS: Readonly<Record<(typeof STATUSES)[number], Meaning>> = {
  pending: NOTHING,
  ok: GOOD,
  timeout: BAD,
  rejected: BAD,
  refused: BAD,
  reset: BAD,
  'no-backend': BAD,
  'no-leader': BAD,
  unavailable: BAD,
  downstream: BAD,
  'storage-full': BAD,
  'too-many-hops': BAD,
  // Its time was up: with the callee it waited too long, or before that with others of the same request.
  'deadline-exceeded': BAD,
  cancelled: NOTHING,
  'circuit-open': NOTHING,
  'throttled-by-client': NOTHING,
  'rate-limited': { breaker: 'nothing', budget: 'bad', throttle: 'bad' },
  shed: BAD,
  dropped: BAD,
  'queue-timeout': BAD,
};

const byStatus = STATUSES.map((name) => MEANINGS[name]);

export function meaningOf(status: Status): Meaning {
  return byStatus[status];
}
