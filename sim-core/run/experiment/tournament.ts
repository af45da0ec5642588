import { holm, pairedDifference } from '../../stats/compare.ts';
import type { Better } from './figures-of.ts';
import type { Outcome } from './replications.ts';

/** One scenario of a tournament: what each entrant's runs gave, or why it could not take part. */
export interface Arena {
  readonly name: string;
  /** The figure that decides here, such as `client.p99`, and which way is better. */
  readonly figure: string;
  readonly better: Better;
  /** By entrant; run number i of all of them has the same seed. Null: it could not take part. */
  readonly outcomes: readonly (readonly Outcome[] | null)[];
}

/** How an entrant did in one arena. */
export interface Place {
  readonly arena: string;
  /** 1 + number of entrants that are better for certain; null: it did not take part, or has no value. */
  readonly rank: number | null;
  readonly mean: number | null;
  /** How much worse than the best mean, as a share of it; 0 for the best. */
  readonly behind: number | null;
}

export interface Standing {
  readonly entrant: string;
  readonly places: readonly Place[];
  /** Over the arenas where it took part; null if there are none. */
  readonly meanRank: number | null;
  /** Arenas where nobody is better for certain. */
  readonly unbeaten: number;
  /** Where it is farthest behind somebody who is better for certain; null if it is beaten nowhere. */
  readonly worst: Place | null;
}

/**
 * Ranks entrants by how many beat them. Within an arena all pairs are compared with the same luck, and a pair counts
 * only if its adjusted p is below 1 − `confidence`: by Holm's method the chance of any false win in an arena is below
 * that. Entrants that cannot be told apart share a rank. Ordered by mean rank, then by name.
 */
export function standingsOf(
  entrants: readonly string[],
  arenas: readonly Arena[],
  confidence: number,
): Standing[] {
  const places = arenas.map((arena) => placesIn(arena, confidence));
  const standings = entrants.map((entrant, e): Standing => {
    const own = places.map((arena) => arena[e]);
    const ranks = own.flatMap(({ rank }) => rank ?? []);
    const beaten = own.filter(({ rank }) => rank !== null && rank > 1);
    return {
      entrant,
      places: own,
      meanRank: ranks.length === 0 ? null : ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length,
      unbeaten: ranks.filter((rank) => rank === 1).length,
      worst: beaten.toSorted((a, b) => b.behind! - a.behind!)[0] ?? null,
    };
  });
  return standings.sort(
    (a, b) => (a.meanRank ?? Infinity) - (b.meanRank ?? Infinity) || (a.entrant < b.entrant ? -1 : 1),
  );
}

function placesIn({ name, figure, better, outcomes }: Arena, confidence: number): Place[] {
  const runs = Math.min(...outcomes.flatMap((own) => own?.length ?? []));
  const values = outcomes.map((own) => {
    const found = own?.slice(0, runs).map(({ figures }) => figures.get(figure));
    return found === undefined || found.length < 2 || found.includes(undefined) ? null : (found as number[]);
  });
  const sign = better === 'more' ? -1 : 1;
  const losses = lossesOf(values, sign, 1 - confidence);
  const means = values.map((own) =>
    own === null ? null : own.reduce((sum, value) => sum + value, 0) / own.length,
  );
  const known = means.filter((mean) => mean !== null);
  const best = sign * Math.min(...known.map((mean) => sign * mean));
  return means.map((mean, e) => ({
    arena: name,
    rank: mean === null ? null : 1 + losses[e],
    mean,
    behind: mean === null ? null : behindBest(mean, best),
  }));
}

/** For each entrant, how many are better for certain. */
function lossesOf(values: readonly (readonly number[] | null)[], sign: number, level: number): number[] {
  const pairs = values.flatMap((first, a) =>
    values.slice(a + 1).flatMap((second, i) => {
      if (first === null || second === null) return [];
      const { mean, p } = pairedDifference(first, second, 1 - level);
      return [{ loser: sign * mean > 0 ? a + 1 + i : a, p }];
    }),
  );
  const adjusted = holm(pairs.map(({ p }) => p));
  const losses = values.map(() => 0);
  pairs.forEach(({ loser }, i) => {
    if (adjusted[i] < level) losses[loser]++;
  });
  return losses;
}

function behindBest(mean: number, best: number): number {
  return best === 0 ? (mean === 0 ? 0 : Infinity) : Math.abs(mean / best - 1);
}
