/**
 * Layout of a frame: what the picture needs, in one Float64Array that is transferred and recycled. First
 * the header, then a row per instance, then a row per hop.
 */
export const HEADER = {
  /** Simulated seconds. */
  now: 0,
  /** Events delivered so far. */
  events: 1,
  /** Simulated seconds per second on the clock, as measured. */
  pace: 2,
  /** Sum of {@link FLAGS}. */
  flags: 3,
  /** Requests in the system. */
  live: 4,
  /** Hops are kept of one request in 2^this. */
  sampling: 5,
  /** Rows of hops in this frame. */
  hops: 6,
  /** Counts jumps of the clock that are not play; dots from before one are void. */
  jump: 7,
} as const;
const HEADER_SIZE = 8;

export const FLAGS = { playing: 1, finished: 2, seeking: 4 } as const;

export const INSTANCE = {
  /** One of `PRESENCE`. */
  presence: 0,
  queue: 1,
  queueCapacity: 2,
  busy: 3,
  capacity: 4,
  inFlight: 5,
  leader: 6,
  done: 7,
  failed: 8,
} as const;
const INSTANCE_SIZE = 9;

export const HOP = {
  /** Hash of the logical request. */
  root: 0,
  from: 1,
  to: 2,
  leaves: 3,
  /** −1 for a message lost on the way. */
  arrives: 4,
  shape: 5,
} as const;
export const HOP_SIZE = 6;
/** A frame carries at most this many hops; the worker samples more sparsely before it drops any. */
export const MOST_HOPS = 1_500;

export function frameLength(instances: number): number {
  return HEADER_SIZE + instances * INSTANCE_SIZE + MOST_HOPS * HOP_SIZE;
}

/** Offset of an instance's row. */
export function instanceAt(index: number): number {
  return HEADER_SIZE + index * INSTANCE_SIZE;
}

/** Offset of the first hop. */
export function hopsAt(instances: number): number {
  return HEADER_SIZE + instances * INSTANCE_SIZE;
}
