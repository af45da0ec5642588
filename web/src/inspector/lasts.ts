/** Seconds that can be said, and how a scenario writes them. */
const UNITS = [
  [0.001, 'ms', [1, 2, 5, 10, 20, 50, 100, 200, 500]],
  [1, 's', [1, 2, 5, 10, 30]],
  [60, 'min', [1, 2, 5, 10, 30]],
  [3600, 'h', [1, 2, 6, 12, 24, 48, 96]],
] as const;

const ROUND = UNITS.flatMap(([seconds, unit, counts]) =>
  counts.map((count) => ({ seconds: count * seconds, text: `${count}${unit}` })),
);

/** What suits a run of minutes. */
const USUAL = 30;
/** Shares of a run that a fault of the usual length should at least and at most take. */
const LEAST_SHARE = 1 / 80;
const MOST_SHARE = 1 / 2;

/** For how long to break something: short, as usual, long. In a run of minutes 10 s, 30 s and 2 min. */
export function lastsFor(duration: number): readonly [string, string, string] {
  const usual =
    USUAL < duration * LEAST_SHARE ? duration / 20 : USUAL > duration * MOST_SHARE ? duration / 10 : USUAL;
  return [rounded(usual / 3), rounded(usual), rounded(usual * 4)];
}

/** As a person writes it: `30s` with a thin space before the unit. */
export function spaced(lasts: string): string {
  return lasts.replace(/(?=[a-z])/, '\u2009');
}

function rounded(seconds: number): string {
  let nearest = ROUND[0];
  for (const candidate of ROUND)
    if (distance(candidate.seconds, seconds) < distance(nearest.seconds, seconds)) nearest = candidate;
  return nearest.text;
}

function distance(a: number, b: number): number {
  return Math.abs(Math.log(a / b));
}
