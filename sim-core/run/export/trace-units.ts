/** Process of an instance in a trace; 0 is for marks over everything. */
export function pid(instance: number): number {
  return instance + 1;
}

/** Microseconds as a trace has them, to the nanosecond. */
export function microseconds(time: number): number {
  return Math.round(time * 1e9) / 1e3;
}

/** From one instant to another, each to the nanosecond first: so what follows at once never lies over it. */
export function lasting(from: number, to: number): number {
  return (Math.round(to * 1e9) - Math.round(from * 1e9)) / 1e3;
}
