/**
 * A search that proposes candidates, the most wanted first, and is told the index of the first of them that will do, or
 * −1 if none does. Whoever drives it decides how candidates are tried, and whether several at the same time.
 */
export type Search<T> = Generator<readonly T[], T, number>;

/**
 * Delta debugging (Zeller and Hildebrandt, Simplifying and isolating failure-inducing input, IEEE Transactions on Software
 * Engineering 28, 2002, the algorithm ddmin): a part of the items that still will do, and none of whose items can be left
 * out alone. It asks for single pieces first, then for what is left without one, then for smaller pieces.
 *
 * @param all known to do; that nothing at all would do is known not to be so.
 */
export function* ddmin<T>(all: readonly T[]): Search<readonly T[]> {
  let items = all;
  let parts = 2;
  while (items.length > 1) {
    const pieces = cut(items, parts);
    // Of two pieces, each is what is left without the other.
    const rests = parts === 2 ? [] : pieces.map((_, i) => pieces.toSpliced(i, 1).flat());
    const hit = yield [...pieces, ...rests];
    if (hit >= pieces.length) {
      items = rests[hit - pieces.length];
      parts--;
    } else if (hit >= 0) {
      items = pieces[hit];
      parts = 2;
    } else if (parts < items.length) parts = Math.min(items.length, 2 * parts);
    else break;
  }
  return items;
}

/** So many pieces of nearly equal length; there are at least as many items. */
function cut<T>(items: readonly T[], parts: number): T[][] {
  return Array.from({ length: parts }, (_, i) =>
    items.slice(Math.floor((i * items.length) / parts), Math.floor(((i + 1) * items.length) / parts)),
  );
}
