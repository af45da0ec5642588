/**
 * Stops at a programming error. Assertions stay on in every build: a component can only be wrong by our
 * fault, and a wrong number shown is worse than a stopped run. Failures *inside* the model (a timeout, a
 * shed request) are statuses, never assertions.
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** Thrown by {@link assert}; the runner reports it as an internal error with the last events before it. */
class AssertionError extends Error {
  override readonly name = 'AssertionError';
}
