import Table from 'cli-table3';
import { colours as pc } from './colours.ts';
import { figureKind } from '../../sim-core/run/experiment/figures-of.ts';
import { GUARD, type Arena, type Place, type Standing } from '../../sim-core/run/experiment/tournament.ts';
import { tPoint } from '../../sim-core/stats/student-t.ts';
import { counted, number, percent, quantity } from './numbers.ts';
import { PLAIN } from './summary.ts';

export interface Tournament {
  readonly arenas: readonly Arena[];
  /** The best first. */
  readonly standings: readonly Standing[];
  /** Who could not take part where, and why. */
  readonly reasons: readonly { readonly arena: string; readonly reasons: readonly string[] }[];
  readonly replications: number;
  readonly confidence: number;
}

/** Version of what `tournament --json` prints. */
const TOURNAMENT_SCHEMA = 1;

export function tournamentText(tournament: Tournament): string {
  const { arenas, standings, replications, confidence } = tournament;
  return [
    pc.bold(`${policies(standings)} in ${counted(arenas.length, 'scenario')}`),
    pc.dim(
      `${counted(replications, 'replication')} each with the same luck; a rank is 1 + how many are better for certain (${percent(confidence)}, Holm’s method over all pairs of a scenario); who answers ${percent(GUARD)} fewer requests well is worse, however fast`,
    ),
    '',
    ...arenas.map(({ name, figure }, a) => pc.dim(`${letter(a)} ${name}: ${figure}`)),
    '',
    standingsTable(tournament),
    ...reasonsText(tournament),
    ...coarsenessText(tournament),
    '',
    pc.bold(championSentence(tournament)),
  ].join('\n');
}

export function policies({ length }: readonly Standing[]): string {
  return counted(length, 'policy', 'policies');
}

/** Columns of scenarios are short: A, B … Z, AA. */
export function letter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}

function standingsTable({ arenas, standings }: Tournament): string {
  const table = new Table({
    ...PLAIN,
    head: ['', 'mean rank', 'unbeaten', ...arenas.map((_, a) => letter(a)), 'loses most'],
  });
  for (const { entrant, places, meanRank, unbeaten, worst } of standings) {
    table.push([
      `  ${entrant}`,
      meanRank === null ? '–' : meanRank.toFixed(1),
      `${unbeaten} of ${places.filter(({ rank }) => rank !== null).length}`,
      ...places.map(({ rank }) => (rank === null ? '–' : rank === 1 ? pc.green('1') : String(rank))),
      worst === null ? pc.dim('nowhere') : loss(worst, arenas),
    ]);
  }
  return table.toString();
}

/** Standard errors: pairs that differ by more must be told apart, or there are too few replications. */
const COARSE = 12;
/** Replications that tell apart pairs which differ by so many are enough. */
const FINE = 6;

/** Where replications are so few, and pairs so many, that hardly anything can be told: a sentence; else null. */
export function coarseness({ standings, replications, confidence }: Tournament): string | null {
  const pairs = (standings.length * (standings.length - 1)) / 2;
  const needed = (runs: number) => tPoint(1 - (1 - confidence) / pairs, runs - 1);
  if (pairs === 0 || replications < 2 || needed(replications) <= COARSE) return null;
  let enough = replications;
  while (needed(enough) > FINE) enough++;
  return `So few replications tell ${counted(pairs, 'pair')} apart only where they differ by ${number(needed(replications))} standard errors or more; ${enough} would do with ${FINE}.`;
}

/** Where a policy loses, and by what: by requests that it does not answer well, or by the figure. */
export function loss({ arena, mean, behind, answered, short }: Place, arenas: readonly Arena[]): string {
  if (short !== null && short >= GUARD)
    return `${arena}: answers ${percent(answered)}, ${percent(short).replace(' %', '')} points fewer than the best`;
  const { figure } = arenas.find(({ name }) => name === arena)!;
  const amount = behind === null ? '' : `, ${behindText(behind)}`;
  return `${arena}: ${quantity(mean!, figureKind(figure).unit)}${amount}`;
}

/** `12 % behind the best`, `35 times the best`. */
export function behindText(behind: number): string {
  if (behind === Infinity) return 'the best has none';
  return behind < 1 ? `${percent(behind)} behind the best` : `${number(1 + behind)} times the best`;
}

function coarsenessText(tournament: Tournament): string[] {
  const found = coarseness(tournament);
  return found === null ? [] : ['', pc.yellow(`! ${found}`)];
}

function reasonsText({ reasons }: Tournament): string[] {
  const lines = reasons.flatMap(({ arena, reasons: own }) => own.map((why) => pc.dim(`  ${arena}: ${why}`)));
  return lines.length === 0 ? [] : ['', 'Not everywhere:', ...lines];
}

/** Who is never beaten, or that nobody is. */
export function championSentence({ standings, arenas }: Pick<Tournament, 'standings' | 'arenas'>): string {
  const champions = standings.filter(
    ({ worst, places }) => worst === null && places.every(({ rank }) => rank !== null),
  );
  if (champions.length > 0) {
    const names = champions.map(({ entrant }) => entrant).join(', ');
    return `Beaten nowhere in ${counted(arenas.length, 'scenario')}: ${names}.`;
  }
  const [first] = standings;
  if (first.meanRank === null) return 'There are no values to compare.';
  return `No policy is best everywhere: ${first.entrant} has the best mean rank${first.worst === null ? '' : `, and loses in ${first.worst.arena}`}.`;
}

export function tournamentJson(tournament: Tournament): object {
  const { arenas, standings, reasons, replications, confidence } = tournament;
  return {
    schema: TOURNAMENT_SCHEMA,
    confidence,
    replications,
    arenas: arenas.map(({ name, figure, better, guard }) => ({ name, figure, better, guard })),
    standings,
    reasons,
    verdict: championSentence(tournament),
  };
}
