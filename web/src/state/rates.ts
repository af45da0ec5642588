import { create } from 'zustand';
import type { Digest } from '../worker/protocol.ts';
import { live } from './live.ts';

/** Readings kept to measure rates over. */
const KEPT = 10;

interface Reading {
  readonly at: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Rates per simulated second over the last readings: `client>front` for links, `failed:0` for instances. */
export const useRates = create<{ rates: ReadonlyMap<string, number> }>()(() => ({ rates: new Map() }));

let readings: Reading[] = [];

export function readRates(digest: Digest): void {
  const last = readings[readings.length - 1];
  if (last !== undefined && digest.now < last.at) readings = [];
  if (last !== undefined && digest.now === last.at) return;
  readings.push({ at: digest.now, counts: countsOf(digest) });
  if (readings.length > KEPT) readings.shift();
  const first = readings[0];
  const span = digest.now - first.at;
  const rates = new Map<string, number>();
  if (span > 0) {
    for (const [name, count] of readings[readings.length - 1].counts) {
      rates.set(name, (count - (first.counts.get(name) ?? 0)) / span);
    }
  }
  useRates.setState({ rates });
}

/** Sum of some rates, rounded so that it does not tremble; null before there is one. */
export function useRate(names: readonly string[]): number | null {
  return useRates(({ rates }) => {
    const known = names.filter((name) => rates.has(name));
    if (known.length === 0) return null;
    return rounded(known.reduce((sum, name) => sum + rates.get(name)!, 0));
  });
}

function rounded(rate: number): number {
  return rate >= 100 ? Math.round(rate) : Math.round(rate * 10) / 10;
}

function countsOf(digest: Digest): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { from, to, sent } of digest.links) counts.set(`${from}>${to}`, sent);
  live.recording?.clients.forEach((instance, client) => counts.set(`failed:${instance}`, digest.failed[client]));
  return counts;
}
