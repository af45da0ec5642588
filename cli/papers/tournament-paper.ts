import { figureKind } from '../../sim-core/run/experiment/figures-of.ts';
import { estimateOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import { GUARD, type Arena, type Place } from '../../sim-core/run/experiment/tournament.ts';
import type { Scenario } from '../../sim-core/scenario/index.ts';
import type { Estimate } from '../../sim-core/stats/compare.ts';
import { intervalsFigure } from '../../view/charts/intervals-figure.ts';
import type { Block, Cell, Paper, Section } from '../../view/paper/paper.ts';
import { around, counted, number, percent, quantity } from '../render/numbers.ts';
import {
  championSentence,
  coarseness,
  letter,
  loss,
  policies,
  type Tournament,
} from '../render/tournament.ts';
import { caveatsSection } from './caveats.ts';

/** A policy's runs in one scenario. */
interface Entry {
  readonly entrant: string;
  readonly place: Place;
  /** Null: it has no value in two runs. */
  readonly found: Estimate | null;
}

/**
 * A tournament as a paper: who is never beaten, the standings, and every policy in every scenario.
 *
 * @param entrants in the order of the arenas' outcomes. @param scenarios in the order of the arenas.
 */
export function tournamentPaper(
  tournament: Tournament,
  entrants: readonly string[],
  scenarios: readonly Scenario[],
  command: string,
): Paper {
  const { arenas, standings, replications, confidence } = tournament;
  const text = championSentence(tournament);
  const coarse = coarseness(tournament);
  const sections: Section[] = [
    {
      title: '',
      blocks: [
        {
          kind: 'verdict',
          tone: text.startsWith('Beaten nowhere') ? 'good' : 'open',
          text,
          ...(coarse === null ? {} : { note: coarse }),
        },
      ],
    },
    { title: 'Standings', blocks: [standingsTable(tournament)] },
    { title: 'Ranks by scenario', blocks: [ranksTable(tournament), ...keyTable(tournament, scenarios)] },
    ...arenas.map((arena) => ({
      title: arena.name,
      blocks: arenaBlocks(arena, entriesOf(arena, tournament, entrants)),
    })),
    { title: 'Not everywhere', blocks: reasonsTable(tournament) },
    caveatsSection(
      { nodes: scenarios.flatMap(({ nodes }) => nodes) },
      `All policies of a scenario met the same requests (common random numbers). A rank is one more than the number of policies that are better for certain: the chance of any false win in a scenario is below ${percent(1 - confidence)} (Holm’s method over all pairs). Latencies are those of requests that ended well, so who answers fewer of them well, by ${percent(GUARD)} or more, is worse, however fast. Policies that cannot be told apart share a rank. The intervals that are drawn are of each policy by itself; pairs are told apart more finely.`,
    ),
    {
      title: 'How to see it again',
      blocks: [
        { kind: 'code', caption: 'The same tournament in a shell', text: command, language: 'sh' },
        ...scenarios.map((scenario, a): Block => ({
          kind: 'code',
          caption: `The document: ${arenas[a].name}`,
          text: scenario.text,
          language: 'yaml',
          folded: true,
        })),
      ],
    },
  ];
  return {
    sort: 'Tournament',
    title: `${policies(standings)} in ${arenas.length === 1 ? scenarios[0].title : `${arenas.length} scenarios`}`,
    basis: `${counted(replications, 'replication')} of each policy in each scenario, with the same luck · ${percent(confidence)} intervals`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

/** What each loses by is a sentence, so it has a table without the many columns of the ranks. */
function standingsTable({ arenas, standings }: Tournament): Block {
  return {
    kind: 'table',
    caption: 'The best mean rank first',
    head: ['', 'mean rank', 'unbeaten', 'loses most'],
    rows: standings.map(({ entrant, places, meanRank, unbeaten, worst }): Cell[] => [
      entrant,
      meanRank === null ? '–' : meanRank.toFixed(1),
      `${unbeaten} of ${places.filter(({ rank }) => rank !== null).length}`,
      worst === null ? 'nowhere' : loss(worst, arenas),
    ]),
  };
}

function ranksTable({ arenas, standings }: Tournament): Block {
  return {
    kind: 'table',
    caption: 'A column for each scenario; what the letters stand for is below',
    head: ['', ...arenas.map((_, a) => letter(a))],
    rows: standings.map(({ entrant, places }): Cell[] => [
      entrant,
      ...places.map(({ rank }) => rankCell(rank)),
    ]),
  };
}

function rankCell(rank: number | null): Cell {
  if (rank === null) return '–';
  return rank === 1 ? { text: '1', tone: 'good' } : String(rank);
}

/** What the letters of the columns stand for. */
function keyTable({ arenas }: Tournament, scenarios: readonly Scenario[]): Block[] {
  const rows = arenas.map(({ name, figure }, a) => [letter(a), name, scenarios[a].title, figure]);
  return [{ kind: 'table', caption: '', head: ['', 'scenario', 'title', 'decides'], rows }];
}

/** Those that took part, by rank, then the best mean first; last those that have no value. */
function entriesOf(
  { name, figure, better, outcomes }: Arena,
  { standings, confidence }: Tournament,
  entrants: readonly string[],
): Entry[] {
  const entries = entrants.flatMap((entrant, e): Entry[] => {
    const own: readonly Outcome[] = outcomes[e] ?? [];
    const found = estimateOf(own, figure, confidence);
    const standing = standings.find((each) => each.entrant === entrant)!;
    const place = standing.places.find(({ arena }) => arena === name)!;
    return own.length === 0 ? [] : [{ entrant, place, found }];
  });
  const sign = better === 'more' ? -1 : 1;
  const order = ({ found }: Entry): number => (found === null ? Infinity : sign * found.mean);
  const rank = ({ place }: Entry): number => place.rank ?? entrants.length + 1;
  return entries.sort((a, b) => rank(a) - rank(b) || (order(a) === order(b) ? 0 : order(a) - order(b)));
}

function arenaBlocks({ figure, guard }: Arena, entries: readonly Entry[]): Block[] {
  if (entries.length === 0) return [];
  const { unit } = figureKind(figure);
  const label = (value: number) => quantity(value, unit);
  return [
    intervalsFigure({
      title: `${figure} of each policy`,
      summary: 'Means over the replications with their intervals. A disc is beaten by nobody, a square is.',
      label,
      zero: false,
      rows: entries.flatMap(({ entrant, place, found }) =>
        found === null
          ? []
          : [
              {
                name: entrant,
                mean: found.mean,
                half: found.half,
                text: around(found.mean, found.half, unit),
                tone:
                  place.rank === null
                    ? ('plain' as const)
                    : place.rank === 1
                      ? ('good' as const)
                      : ('bad' as const),
              },
            ],
      ),
    }),
    {
      kind: 'table',
      caption: 'By rank; how far behind the best mean, or how many times it',
      head: ['', 'mean', 'rank', 'behind', ...(guard === null ? [] : ['answered well'])],
      rows: entries.map(({ entrant, place: { rank, behind, answered }, found }): Cell[] => [
        entrant,
        found === null ? '–' : around(found.mean, found.half, unit),
        rankCell(rank),
        behind === null || !Number.isFinite(behind)
          ? '–'
          : behind < 1
            ? percent(behind)
            : `${number(1 + behind)}×`,
        ...(guard === null ? [] : [percent(answered)]),
      ]),
    },
  ];
}

function reasonsTable({ reasons }: Tournament): Block[] {
  const rows = reasons.flatMap(({ arena, reasons: own }) => own.map((why) => [arena, why]));
  return rows.length === 0
    ? []
    : [{ kind: 'table', caption: 'Policies that a scenario does not have', head: ['scenario', 'why'], rows }];
}
