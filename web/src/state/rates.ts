import { usePlayback } from './playback.ts';

/** Messages per second over some links, rounded so that it does not tremble; null before there is a rate. */
export function useLinkRate(from: string, targets: readonly string[]): number | null {
  return usePlayback(({ digest }) => {
    let sum: number | null = null;
    for (const link of digest?.links ?? []) {
      if (link.from === from && targets.includes(link.to) && link.rate !== null) sum = (sum ?? 0) + link.rate;
    }
    return sum === null ? null : rounded(sum);
  });
}

export function rounded(rate: number): number {
  if (rate < 1) return Number(rate.toPrecision(2));
  return rate >= 100 ? Math.round(rate) : Math.round(rate * 10) / 10;
}
