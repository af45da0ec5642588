import { colours as pc } from './colours.ts';
import type { Finding, HuntReport, ObjectiveFate } from '../../sim-core/run/experiment/hunt/hunt-report.ts';
import { runCommandLine, type Origin } from '../papers/replay.ts';
import { fragilePlaces, tallyText } from './fragility.ts';
import { number, percent } from './numbers.ts';

/** Places that are listed; the others broke less. */
const MOST_PLACES = 12;
/** Groups of trials that are listed without having been made small. */
const MOST_OTHERS = 8;

/** Findings, what became of each objective, and where the system is fragile. */
export function huntText(report: HuntReport, origin: Omit<Origin, 'text'>): string {
  return [
    heading(report),
    asItIsText(report),
    ...report.findings.map((finding) => findingText(finding, origin)),
    nothingText(report),
    objectivesText(report),
    fragileText(report),
    othersText(report),
    report.leftOut.map(({ text, why }) => pc.dim(`Left out: ${text} (${why})`)).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading(report: HuntReport): string {
  const short = report.cutShort ? pc.yellow(' Runs ran out before all was done.') : '';
  return `${pc.bold(report.scenario.title)}\n${pc.dim(`${basisOf(report)}.`)}${short}`;
}

/** On what all of it rests. */
export function basisOf({ runs, seed, trials, design, asItIs }: HuntReport): string {
  const { maxFaults, places, faults, from, to, warmup } = design;
  const many = maxFaults === 1 ? 'one fault' : `up to ${maxFaults} faults`;
  const drawn =
    maxFaults === 0
      ? `${asItIs.seeds} seeds without any fault added`
      : `${trials.length} trials of ${many} at ${places} places (${faults.join(', ')}), between ${number(from)} and ${number(to)} s`;
  const cut = warmup === 0 ? 'no warm-up' : `warm-up ${number(warmup ?? 0)} s`;
  const kept = warmup === null ? '' : `; ${cut} in all runs, as without faults`;
  return `${runs} runs from seed ${seed}: ${drawn}${kept}`;
}

function asItIsText({ asItIs, objectives }: HuntReport): string {
  const { seeds, allHeld } = asItIs;
  const colour = allHeld === seeds ? pc.green : allHeld === 0 ? pc.red : pc.yellow;
  const held = `${pc.bold('As it is')}: ${colour(`all objectives held with ${allHeld} of ${seeds} seeds`)}.`;
  const missed = objectives.filter(({ hunted }) => !hunted).map(missedText);
  return [held, ...missed.map((text) => `  ${pc.red('✗')} ${text}`)].join('\n');
}

/** Of an objective that there was nothing to hunt for. */
export function missedText({ text, asItIs }: ObjectiveFate): string {
  return asItIs.runs === 0
    ? `\`${text}\` cannot be judged: a limit of the simulator ended every run.`
    : `\`${text}\` is broken with ${asItIs.broke} of ${asItIs.runs} seeds as it is, before any fault is added.`;
}

function findingText(finding: Finding, origin: Omit<Origin, 'text'>): string {
  const { sentence, faults, alsoBreaks, complete } = finding;
  return [
    `${pc.red('✗')} ${sentence}`,
    ...(faults.length === 0 ? [] : ['  faults:', ...faults.map((entry) => `    - ${entry}`)]),
    ...(alsoBreaks.length === 0 ? [] : [pc.dim(`  also breaks ${alsoBreaks.join(', ')}`)]),
    ...(faults.length === 0 ? [] : [pc.dim(`  ${originText(finding)}`)]),
    ...(complete ? [] : [pc.yellow('  runs ran out before it was as small as it goes')]),
    pc.dim(`  ${replayCommand(finding, origin)}`),
  ].join('\n');
}

/** Where a finding comes from. @param mark set around what stands in a document. */
export function originText({ trial, drawn, seen, places }: Finding, mark = ''): string {
  const how = drawn.map((entry) => `${mark}${entry}${mark}`).join(' and ');
  const where = places.map(({ fault, place }) => `${mark}${fault}: ${place}${mark}`).join(' and ');
  return `found in trial ${trial}, drawn as ${how}; ${seen} ${seen === 1 ? 'trial' : 'trials'} with ${where} broke it`;
}

/** The command that makes a finding's run again. */
export function replayCommand({ set, seed }: Finding, origin: Omit<Origin, 'text'>): string {
  return runCommandLine({ ...origin, set: [...origin.set, ...set] }, seed);
}

/** What it means that nothing was found. */
function nothingText(report: HuntReport): string {
  const text = nothingFound(report);
  return text === null ? '' : `${pc.green('✓')} ${text}`;
}

/** A sentence, if nothing was broken at all; null otherwise. */
export function nothingFound({ objectives, trials, design, asItIs }: HuntReport): string | null {
  const bounds = objectives.map(({ atMost }) => atMost);
  const worst = Math.max(...bounds.map((bound) => bound ?? 1));
  if (bounds.includes(null)) return null;
  const tried = design.maxFaults === 0 ? `${asItIs.seeds} seeds` : `${trials.length} trials`;
  const what = design.maxFaults === 0 ? 'seed' : 'trial drawn like these';
  return `Nothing found in ${tried}: the chance that a ${what} breaks an objective is at most ${percent(worst)} (95 % sure, rule of three).`;
}

function objectivesText({ objectives }: HuntReport): string {
  const lines = objectives
    .filter(({ hunted }) => hunted)
    .map((fate) => {
      const sign = fate.atMost === null ? pc.red('✗') : pc.green('✓');
      return `  ${sign} ${fate.text} ${pc.dim(fateText(fate))}`;
    });
  return lines.length === 0 ? '' : [pc.bold('Objectives'), ...lines].join('\n');
}

/** How often an objective was broken. */
export function fateText({ trials, asItIs, atMost }: ObjectiveFate): string {
  const luck = asItIs.broke === 0 ? '' : `; as it is with ${asItIs.broke} of ${asItIs.runs} seeds`;
  if (trials.runs === 0) return `as it is broken with ${asItIs.broke} of ${asItIs.runs} seeds`;
  return atMost === null
    ? `broken in ${trials.broke} of ${trials.runs} trials${luck}`
    : `never broken in ${trials.runs} trials: at most ${percent(atMost)} of such trials (95 %)${luck}`;
}

function fragileText(report: HuntReport): string {
  const places = fragilePlaces(report);
  const fragile = places.filter(({ alone, together }) => alone.broke + together.broke > 0);
  if (fragile.length === 0) return '';
  const shown = fragile.slice(0, MOST_PLACES);
  const faults = report.design.faults.filter((name) => shown.some(({ byFault }) => byFault.has(name)));
  const rows = [
    ['', ...faults, 'with others'],
    ...shown.map(({ place, byFault, together }) => [
      place,
      ...faults.map((name) => tallyText(byFault.get(name))),
      tallyText(together),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i])).join('  ')}`.trimEnd());
  const firm = places.length - fragile.length;
  return [
    `${pc.bold('Where it is fragile')} ${pc.dim('(trials that broke something, by fault alone)')}`,
    pc.dim(lines[0]),
    ...lines.slice(1),
    ...(firm > 0 ? [pc.dim(`  ${firm} other ${firm === 1 ? 'place' : 'places'}: nothing broke`)] : []),
  ].join('\n');
}

function othersText(report: HuntReport): string {
  const groups = othersByPlaces(report);
  if (groups.length === 0) return '';
  const lines = groups
    .slice(0, MOST_OTHERS)
    .map(({ what, objectives, first }) =>
      pc.dim(`  ${what}, first in trial ${first}: ${objectives.join(', ')}`),
    );
  const more = groups.length - lines.length;
  return [
    `${pc.bold('Also seen')} ${pc.dim('and not made small (--findings makes more)')}`,
    ...lines,
    ...(more > 0 ? [pc.dim(`  and ${more} more`)] : []),
  ].join('\n');
}

/** What was seen and not made small, each kind of trouble once. */
export function othersByPlaces({ others }: Pick<HuntReport, 'others'>) {
  const groups = new Map<string, { what: string; objectives: string[]; first: number }>();
  for (const { objective, places, first } of others) {
    const what = places.map(({ fault, place }) => `${fault}: ${place}`).join(' and ');
    const group = groups.get(what) ?? { what, objectives: [], first };
    groups.set(what, {
      ...group,
      objectives: [...group.objectives, objective],
      first: Math.min(first, group.first),
    });
  }
  return [...groups.values()];
}
