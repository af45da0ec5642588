import { colours as pc } from './colours.ts';
import { isAnswer } from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import type {
  CapacityReport,
  VariationFigures,
  NoAnswer,
  ReplicaAnswer,
} from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import type { Knee } from '../../sim-core/run/experiment/capacity/knee.ts';
import type { Bracket } from '../../sim-core/run/experiment/capacity/load-question.ts';
import { bookText } from './capacity-book.ts';
import { number, percent, seconds } from './numbers.ts';

/** The answers of the runs, then those of the book, then where they differ. */
export function capacityText(report: CapacityReport): string {
  return [
    heading(report),
    asItIsText(report),
    loadText(report),
    replicasText(report),
    kneeText(report),
    bookText(report),
    leftOutText(report),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ scenario, runs, seed, confidence, cutShort }: CapacityReport): string {
  const short = cutShort ? pc.yellow(' Runs ran out before all was known.') : '';
  const sure = `${runs} runs from seed ${seed}; each answer is ${percent(confidence)} sure.`;
  return `${pc.bold(scenario.title)}\n${pc.dim(sure)}${short}`;
}

export const times = (factor: number): string => `${number(factor)} times the load`;

function asItIsText({ asItIs, objectives }: CapacityReport): string {
  const { decision, held, missed, silent, figures } = asItIs;
  const words = {
    meets: pc.green('meets its objectives'),
    misses: pc.red('misses its objectives'),
    undecided: pc.yellow('cannot be told'),
  }[decision];
  const without = silent === 0 ? '' : `, ${silent} without a value`;
  const lines = [
    `${pc.bold('As it is')}: ${words}, ${held} of ${held + missed} runs${without}.`,
    `  ${figuresText(figures)}`,
  ];
  if (objectives.used.length === 0)
    return `${pc.bold('As it is')}: no objectives.\n  ${figuresText(figures)}`;
  return [...lines, ...objectives.used.map((text) => pc.dim(`  ${text}`))].join('\n');
}

export function figuresText(figures: VariationFigures | null): string {
  if (figures === null) return '';
  const { offered, goodput, latency, utilisation, costPerHour, costPerMillion } = figures;
  return [
    `${number(offered)}/s offered`,
    `${number(goodput)}/s useful`,
    ...(latency === null ? [] : [`${seconds(latency)} on average`]),
    ...(utilisation === null ? [] : [`${percent(utilisation)} busy`]),
    ...(costPerHour === null ? [] : [`cost ${number(costPerHour)} an hour`]),
    ...(costPerMillion === null ? [] : [`${number(costPerMillion)} a million requests`]),
  ].join(', ');
}

function loadText({ load }: CapacityReport): string {
  if (load === null) return '';
  const title = pc.bold('The most load that meets them');
  if (!isAnswer(load)) return `${title}: ${reasonText(load)}`;
  const lines = [`${title}: ${bracketText(load, times, 'even')}`];
  if (load.limit !== null) lines.push(pc.dim(`  (${load.limit})`));
  if (load.figures !== null) lines.push(pc.dim(`  there ${figuresText(load.figures)}`));
  return lines.join('\n');
}

/** Both edges, and what lies between them. */
export function bracketText(found: Bracket, shown: (value: number) => string, even: string): string {
  const { meets, misses, undecided, complete } = found;
  if (meets === null && misses === null) return pc.yellow('cannot be told; ' + silence(found));
  const parts = [
    meets === null ? pc.red('none') : pc.green(shown(meets)),
    misses === null ? '' : `${meets === null ? `${even} ` : ''}${shown(misses)} misses them`,
  ].filter((part) => part !== '');
  if (undecided.length > 0) parts.push(pc.yellow(bandText(found, shown)));
  if (!complete) parts.push(pc.yellow('the runs ran out before it was known closer'));
  return `${parts.join('; ')}.`;
}

function bandText(found: Bracket, shown: (value: number) => string): string {
  const [first, last] = [found.undecided[0], found.undecided[found.undecided.length - 1]];
  const band = first === last ? shown(first) : `${number(first)} to ${shown(last)}`;
  const silent = found.tried.some(({ silent: none, held, missed }) => none > held + missed);
  return silent ? `${band}: ${silence(found)}` : `${band}: can’t tell`;
}

function silence(found: Bracket): string {
  const silent = found.tried.reduce((sum, each) => sum + each.silent, 0);
  return silent === 0
    ? 'the runs were too few'
    : 'runs give no value for an objective: they are too short for it (--set duration=…)';
}

export const LOST = { nothing: 'nothing lost', node: 'one lost', zone: 'a zone lost' } as const;

function replicasText({ replicas, node }: CapacityReport): string {
  const title = pc.bold(`The fewest replicas${node === null ? '' : ` of ${node}`} that meet them`);
  const first = replicas.at(0);
  if (first === undefined) return '';
  if (!isAnswer(first) && replicas.every((each) => !isAnswer(each) && each.reason === first.reason))
    return `${title}: ${reasonText(first)}`;
  const lines = replicas.map((answer) => {
    const head = `  ${LOST[answer.lost].padEnd(14)}`;
    return `${head}${isAnswer(answer) ? replicaText(answer) : pc.dim(reasonText(answer))}`;
  });
  return [title, ...lines].join('\n');
}

function replicaText(answer: ReplicaAnswer): string {
  const { figures, range, leastReason, meets } = answer;
  const ending =
    meets === range[0] && leastReason !== '' ? ` ${pc.dim(`Fewer cannot be tried: ${leastReason}`)}` : '';
  const shown = figures === null ? '' : `\n${' '.repeat(16)}${pc.dim(figuresText(figures))}`;
  return `${bracketText(answer, String, 'even')}${ending}${shown}`;
}

/** Where the knee is. */
export function kneeWhere({ rises, falls }: Pick<Knee, 'rises' | 'falls'>): string {
  if (rises === null) return falls === null ? pc.yellow('cannot be told') : `below ${times(falls)}`;
  return falls === null ? `beyond ${times(rises)}` : `between ${number(rises)} and ${times(falls)}`;
}

function kneeText({ knee }: CapacityReport): string {
  if (knee === null) return '';
  const title = pc.bold('The knee');
  if (!isAnswer(knee)) return `${title}: ${reasonText(knee)}`;
  const { rises, falls, complete, figures } = knee;
  const open = complete ? '' : pc.yellow(' The runs were too few to say it closer.');
  const there = figures === null ? '' : `\n  ${pc.dim(`there ${figuresText(figures)}`)}`;
  const meaning =
    rises === null && falls === null
      ? ''
      : ` ${pc.dim('Beyond it, answers get slower faster than the load grows.')}`;
  return `${title}: ${kneeWhere(knee)}.${meaning}${open}${there}`;
}

function leftOutText({ objectives }: CapacityReport): string {
  return objectives.leftOut.map(({ text, why }) => pc.dim(`Left out: ${text} (${why})`)).join('\n');
}

export function reasonText({ reason, fix }: NoAnswer): string {
  return `${reason} ${fix}`;
}
