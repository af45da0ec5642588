import { holm, pairedDifference } from '../../stats/compare.ts';
import type { Better } from './figures-of.ts';
import type { Outcome } from './replications.ts';

/** One scenario of a tournament: what each entrant's runs gave, or why it could not take part. */
export interface Arena {
  readonly name: string;
  /** The figure that decides here, such as `client.p99`, and which way is better. */
  readonly figure: string;
  readonly better: Better;
  /**
   * A share that comes first, such as `client.availability`: latencies are those of requests that ended well, and who
   * answers fewer of them is not the better for answering those fast. Null: none.
   */
  readonly guard: string | null;
  /** By entrant; run number i of all of them has the same seed. Null: it could not take part. */
  readonly outcomes: readonly (readonly Outcome[] | null)[];
}

/** How an entrant did in one arena. */
export interface Place {
  readonly arena: string;
  /** 1 + number of entrants that are better for certain; null: it did not take part, or has no value and loses nothing. */
  readonly rank: number | null;
  readonly mean: number | null;
  /** How much worse than the best mean, as a share of it; 0 for the best. */
  readonly behind: number | null;
  /** Mean of the guard, and how far below the best one it is. */
  readonly answered: number | null;
  readonly short: number | null;
}

/** Differences of the guard that are smaller than this do not decide. */
export const GUARD = 0.001;

export interface Standing {
  readonly entrant: string;
  readonly places: readonly Place[];
  /** Over the arenas where it took part; null if there are none. */
  readonly meanRank: number | null;
  /** Arenas where nobody is better for certain. */
  readonly unbeaten: number;
  /** Where it answers fewest, or else is farthest behind somebody who is better for certain; null if it is beaten nowhere. */
  readonly worst: Place | null;
}

/** Those that answer fewer requests first, then those that are farthest behind. */
function byLoss(a: Place, b: Place): number {
  const fewer = (place: Place): number => ((place.short ?? 0) >= GUARD ? place.short! : 0);
  return fewer(b) - fewer(a) || (b.behind ?? 0) - (a.behind ?? 0);
}

/**
 * Ranks entrants by how many beat them. Within an arena all pairs are compared with the same luck, and a pair counts
 * only if its adjusted p is below 1 − `confidence`: by Holm's method the chance of any false win in an arena is below
 * that. Where two differ in the guard for certain, and by {@link GUARD} or more, it decides. Entrants that cannot be told apart share a rank. Ordered by mean rank, then by name.
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
      worst: beaten.toSorted(byLoss)[0] ?? null,
    };
  });
  return standings.sort(
    (a, b) => (a.meanRank ?? Infinity) - (b.meanRank ?? Infinity) || (a.entrant < b.entrant ? -1 : 1),
  );
}

function placesIn({ name, figure, better, guard, outcomes }: Arena, confidence: number): Place[] {
  const runs = Math.min(...outcomes.flatMap((own) => own?.length ?? []));
  const valuesOf = (wanted: string | null) =>
    outcomes.map((own) => {
      const found =
        wanted === null ? undefined : own?.slice(0, runs).map(({ figures }) => figures.get(wanted));
      return found === undefined || found.length < 2 || found.includes(undefined)
        ? null
        : (found as number[]);
    });
  const [values, guards] = [valuesOf(figure), valuesOf(guard)];
  const sign = better === 'more' ? -1 : 1;
  const losses = lossesOf(values, guards, sign, 1 - confidence);
  const [means, answered] = [values, guards].map((all) => all.map(meanOf));
  const best = sign * Math.min(...means.filter((mean) => mean !== null).map((mean) => sign * mean));
  const most = Math.max(...answered.filter((mean) => mean !== null));
  return means.map((mean, e) => ({
    arena: name,
    // Without a value nobody is known not to be better.
    rank: mean === null && losses[e] === 0 ? null : 1 + losses[e],
    mean,
    behind: mean === null ? null : behindBest(mean, best),
    answered: answered[e],
    short: answered[e] === null ? null : most - answered[e],
  }));
}

type Line = readonly number[] | null;

/** One comparison of a pair: who is worse by its means, and how surely. */
interface Duel {
  readonly loser: number;
  readonly p: number;
}

/** For each entrant, how many are better for certain: at the guard, or where that does not tell them apart, at the figure. */
function lossesOf(values: readonly Line[], guards: readonly Line[], sign: number, level: number): number[] {
  const pairs = values.flatMap((_, a) =>
    values.slice(a + 1).map((__, i) => {
      const b = a + 1 + i;
      const [guard] = duel(guards, a, b, -1, GUARD);
      const [own] = duel(values, a, b, sign, 0);
      return { guard, own };
    }),
  );
  const duels = pairs.flatMap(({ guard, own }) => [guard, own]).filter((each) => each !== undefined);
  const adjusted = holm(duels.map(({ p }) => p));
  const sure = new Set(duels.filter((_, i) => adjusted[i] < level));
  const losses = values.map(() => 0);
  for (const { guard, own } of pairs) {
    const decided = [guard, own].find((each) => each !== undefined && sure.has(each));
    if (decided !== undefined) losses[decided.loser]++;
  }
  return losses;
}

/** None where one has no values, or where they are equal in every run or nearer than `matters`: then there is nothing to tell. */
function duel(lines: readonly Line[], a: number, b: number, sign: number, matters: number): Duel[] {
  const [first, second] = [lines[a], lines[b]];
  if (first === null || second === null || first.every((value, i) => value === second[i])) return [];
  const { mean, p } = pairedDifference(first, second, 0.95);
  return Math.abs(mean) < matters ? [] : [{ loser: sign * mean > 0 ? b : a, p }];
}

function meanOf(line: Line): number | null {
  return line === null ? null : line.reduce((sum, value) => sum + value, 0) / line.length;
}

function behindBest(mean: number, best: number): number {
  return best === 0 ? (mean === 0 ? 0 : Infinity) : Math.abs(mean / best - 1);
}
