import { figureKind } from '../../sim-core/run/experiment/figures-of.ts';
import { estimateOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { Arena, Place } from '../../sim-core/run/experiment/tournament.ts';
import type { Scenario } from '../../sim-core/scenario/index.ts';
import type { Estimate } from '../../sim-core/stats/compare.ts';
import { intervalsFigure } from '../../view/charts/intervals-figure.ts';
import type { Block, Cell, Paper, Section } from '../../view/paper/paper.ts';
import { around, counted, percent, quantity } from '../render/numbers.ts';
import { championSentence, letter, loss, policies, type Tournament } from '../render/tournament.ts';
import { caveatsSection } from './caveats.ts';

/** A policy's runs in one scenario. */
interface Entry {
  readonly entrant: string;
  readonly place: Place;
  readonly found: Estimate;
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
  const sections: Section[] = [
    {
      title: '',
      blocks: [{ kind: 'verdict', tone: text.startsWith('Beaten nowhere') ? 'good' : 'open', text }],
    },
    { title: 'Standings', blocks: [standingsTable(tournament), ...keyTable(tournament, scenarios)] },
    ...arenas.map((arena) => ({
      title: arena.name,
      blocks: arenaBlocks(arena, entriesOf(arena, tournament, entrants)),
    })),
    { title: 'Not everywhere', blocks: reasonsTable(tournament) },
    caveatsSection(
      { nodes: scenarios.flatMap(({ nodes }) => nodes) },
      `All policies of a scenario met the same requests (common random numbers). A rank is one more than the number of policies that are better for certain: the chance of any false win in a scenario is below ${percent(1 - confidence)} (Holm’s method over all pairs). Policies that cannot be told apart share a rank. The intervals that are drawn are of each policy by itself; pairs are told apart more finely.`,
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

function standingsTable({ arenas, standings }: Tournament): Block {
  const rows = standings.map(({ entrant, places, meanRank, unbeaten, worst }): Cell[] => [
    entrant,
    meanRank === null ? '–' : meanRank.toFixed(1),
    `${unbeaten} of ${places.filter(({ rank }) => rank !== null).length}`,
    ...places.map(({ rank }) => rankCell(rank)),
    worst === null ? 'nowhere' : loss(worst, arenas),
  ]);
  return {
    kind: 'table',
    caption: 'The best mean rank first; a column for each scenario',
    head: ['', 'mean rank', 'unbeaten', ...arenas.map((_, a) => letter(a)), 'loses most'],
    rows,
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

/** Those that have a value, the best mean first. */
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
    return found === null ? [] : [{ entrant, place, found }];
  });
  const sign = better === 'more' ? -1 : 1;
  return entries.sort((a, b) => sign * (a.found.mean - b.found.mean));
}

function arenaBlocks({ figure }: Arena, entries: readonly Entry[]): Block[] {
  if (entries.length === 0) return [];
  const { unit } = figureKind(figure);
  const label = (value: number) => quantity(value, unit);
  return [
    intervalsFigure({
      title: `${figure} of each policy`,
      summary: 'Means over the replications with their intervals. A disc is beaten by nobody, a square is.',
      label,
      zero: false,
      rows: entries.map(({ entrant, place, found }) => ({
        name: entrant,
        mean: found.mean,
        half: found.half,
        text: around(found.mean, found.half, unit),
        tone: place.rank === null ? 'plain' : place.rank === 1 ? 'good' : 'bad',
      })),
    }),
    {
      kind: 'table',
      caption: '',
      head: ['', 'mean', 'rank', 'behind the best'],
      rows: entries.map(({ entrant, place: { rank, behind }, found }): Cell[] => [
        entrant,
        around(found.mean, found.half, unit),
        rankCell(rank),
        behind === null || !Number.isFinite(behind) ? '–' : percent(behind),
      ]),
    },
  ];
}

function reasonsTable({ reasons }: Tournament): Block[] {
  const rows = reasons.flatMap(({ arena, reasons: own }) => own.map((why) => [arena, why]));
  return rows.length === 0
    ? []
    : [{ kind: 'table', caption: 'Policies that a scenario refuses', head: ['scenario', 'why'], rows }];
}
