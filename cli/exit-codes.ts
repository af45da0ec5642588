/** What the program's exit code says. */
export const HELD = 0;
export const OBJECTIVE_MISSED = 1;
export const USAGE = 2;
export const INVALID_SCENARIO = 3;
export const LIMIT_HIT = 4;
export const INTERNAL = 5;
export const INTERRUPTED = 130;
