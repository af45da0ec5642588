/** Seconds on screen that a run should take when nobody has chosen a speed. */
const SITTING = 120;

/** A round speed at which the run takes about two minutes. */
export function suitableSpeed(duration: number): number {
  const wanted = duration / SITTING;
  const decade = 10 ** Math.floor(Math.log10(wanted));
  const round = [1, 2, 5, 10].reduce((best, step) =>
    Math.abs(step * decade - wanted) < Math.abs(best * decade - wanted) ? step : best,
  );
  return Number((round * decade).toPrecision(2));
}
