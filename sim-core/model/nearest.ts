/** Longer words are never taken for a slip of one another. */
const LONGEST = 40;

/**
 * The candidate that `word` was most likely meant to be, or null when none is close: fewer than about
 * 40 % of its letters inserted, removed, changed or swapped with a neighbour (the optimal string alignment
 * distance), and never all of them. Case counts half. Of equally close candidates the first wins.
 * When none is close, one that starts with the word will do.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > LONGEST) return null;
  let best: string | null = null;
  let bestDistance = Math.min(Math.max(1, word.length * 0.4), word.length - 0.5) + 0.01;
  for (const candidate of candidates) {
    if (candidate.length > LONGEST || Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, candidate);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best ?? begunBy(word, candidates);
}

/** `least-conn`: the shortest candidate that starts so. */
function begunBy(word: string, candidates: Iterable<string>): string | null {
  if (word.length < 3) return null;
  const begun = [...candidates].filter((candidate) => candidate.startsWith(word));
  return begun.reduce<string | null>((a, b) => (a !== null && a.length <= b.length ? a : b), null);
}

/** Letters to insert, remove, change or swap; a change of case only is worth half. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1] + letterDistance(a[i - 1], b[j - 1]);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(change, last[j] + 1, row[j - 1] + 1, swapped ? before[j - 2] + 1 : Infinity));
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

function letterDistance(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? 0.5 : 1;
}
