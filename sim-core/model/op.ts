/**
 * Types of message between components. Timers are private to their component and start at
 * {@link FIRST_TIMER}, so an event in a trace tells which of the two it was.
 */
export const REQUEST = 1;
export const REPLY = 2;
/** A balancer asks a backend about its load, and hears. */
export const LOAD_QUESTION = 3;
export const LOAD_ANSWER = 4;
/** Whoever opened a request, or does it himself, wants it no more. */
export const CANCEL = 5;
/** From here on up to {@link FIRST_TIMER}: messages of a protocol among the replicas of one node. */
export const FIRST_PEER_MESSAGE = 8;
export const FIRST_TIMER = 64;
