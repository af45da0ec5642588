/** Speeds that the keys and the slider know: simulated seconds per second on screen. */
const SLOWEST = -3;
const FASTEST = 3;
/** Steps of the slider; the last one is "as fast as it goes". */
const PER_DECADE = 6;
export const SPEED_STEPS = (FASTEST - SLOWEST) * PER_DECADE + 1;
/** 1, 1.5, 2, 3, 5, 7 and then ten times that: numbers that can be said. */
const ROUND = [1, 1.5, 2, 3, 5, 7];

export function speedAt(step: number): number {
  if (step >= SPEED_STEPS) return Infinity;
  const decade = Math.floor(step / PER_DECADE) + SLOWEST;
  const speed = ROUND[step % PER_DECADE] * 10 ** decade;
  return Number(speed.toPrecision(3));
}

export function stepOf(speed: number): number {
  if (speed === Infinity) return SPEED_STEPS;
  let nearest = 0;
  for (let step = 0; step < SPEED_STEPS; step++) {
    if (Math.abs(Math.log(speedAt(step) / speed)) < Math.abs(Math.log(speedAt(nearest) / speed)))
      nearest = step;
  }
  return nearest;
}

export function faster(speed: number): number {
  return speed >= 10 ** FASTEST ? Infinity : speed * 2;
}

export function slower(speed: number): number {
  return speed === Infinity ? 10 ** FASTEST : Math.max(10 ** SLOWEST, speed / 2);
}
