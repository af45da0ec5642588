/** How an attempt or a logical request ended. The names are what reports and charts show. */
export const STATUSES = [
  'pending',
  'ok',
  'timeout', // the caller stopped waiting
  'rejected', // the queue was full, or the server shed it
  'refused', // nobody listened: the process was down
  'reset', // the process died while it held the request
  'no-backend', // the balancer had nobody to send it to
  'no-leader', // the store had no leader that it knew of
  'unavailable', // the store had a leader but not enough replicas to acknowledge
  'downstream', // a call that the server made failed
  'storage-full', // the disk had no room
  'too-many-hops', // the request ran in a circle
  'deadline-exceeded', // its time was up before the work was done
  'cancelled', // whoever had asked wants it no more, or somebody else does it
  'circuit-open', // the caller's breaker was open: nothing was sent
  'throttled-by-client', // the caller held it back: nothing was sent
  'rate-limited', // a rate limit turned it away
  'shed', // whoever had too much to do turned it away
  'dropped', // the queue discipline turned it away
  'queue-timeout', // it waited longer than it might
] as const;

export type Status = number;

export const PENDING = 0;
export const OK = 1;
export const TIMEOUT = 2;
export const REJECTED = 3;
export const REFUSED = 4;
export const RESET = 5;
export const NO_BACKEND = 6;
export const NO_LEADER = 7;
export const UNAVAILABLE = 8;
export const DOWNSTREAM = 9;
export const STORAGE_FULL = 10;
export const TOO_MANY_HOPS = 11;
export const DEADLINE_EXCEEDED = 12;
export const CANCELLED = 13;
/** Statuses of what was not sent at all. */
export const CIRCUIT_OPEN = 14;
export const THROTTLED_BY_CLIENT = 15;
/** Statuses of what was turned away on purpose, before there was work on it; the row may say when to come again. */
export const RATE_LIMITED = 16;
export const SHED = 17;
/** Statuses of what waited in vain. */
export const DROPPED = 18;
export const QUEUE_TIMEOUT = 19;

export function isTurnedAway(status: Status): boolean {
  return status === RATE_LIMITED || status === SHED;
}

/** A server did no work on it, because of its queue or on purpose. */
export function isUnserved(status: Status): boolean {
  return status === REJECTED || status === DROPPED || status === QUEUE_TIMEOUT || isTurnedAway(status);
}
