import Table from 'cli-table3';
import { colours as pc } from './colours.ts';
import { figureKind } from '../../sim-core/run/experiment/figures-of.ts';
import { estimateOf, isNarrow, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { Scenario } from '../../sim-core/scenario/index.ts';
import { number, percent, quantity } from './numbers.ts';
import { PLAIN } from './summary.ts';

/** Several runs of one scenario. */
export interface Replicated {
  readonly scenario: Scenario;
  readonly outcomes: readonly Outcome[];
  readonly confidence: number;
  /** What the runs were to find out; null if their number was given. */
  readonly goal: { readonly figure: string; readonly share: number } | null;
}

/** Of how many independent values the latencies are worth. */
const EFFECTIVE = '.effective';

/** Version of what `run --replications --json` prints. */
const REPLICATIONS_SCHEMA = 1;

export function replicationsText(experiment: Replicated): string {
  const { scenario, outcomes, confidence } = experiment;
  const seeds = `seeds ${outcomes[0]?.seed ?? scenario.seed} to ${outcomes.at(-1)?.seed ?? scenario.seed}`;
  return [
    pc.bold(scenario.title),
    pc.dim(`${outcomes.length} replications, ${seeds}, means with their ${percent(confidence)} intervals`),
    '',
    figuresTable(experiment),
    ...worthLines(outcomes).map((line) => pc.dim(`  ${line}`)),
    ...objectivesText(experiment),
    ...warningsText(outcomes),
    ...goalText(experiment),
  ].join('\n');
}

function figuresTable({ outcomes, confidence }: Replicated): string {
  const table = new Table({ ...PLAIN, head: ['', 'mean', '±', 'least', 'most', 'runs'] });
  for (const figure of namesOf(outcomes)) {
    const found = estimateOf(outcomes, figure, confidence);
    if (found === null) continue;
    const values = outcomes.flatMap(({ figures }) => figures.get(figure) ?? []);
    const { unit } = figureKind(figure);
    const shown = [found.mean, found.half, Math.min(...values), Math.max(...values)];
    table.push([`  ${figure}`, ...shown.map((value) => quantity(value, unit)), number(found.n)]);
  }
  return table.toString();
}

/** What the answers of all runs together are worth, client by client: answers that follow one another are alike. */
export function worthLines(outcomes: readonly Outcome[]): string[] {
  return namesOf(outcomes)
    .filter((figure) => figure.endsWith(EFFECTIVE))
    .map((figure) => {
      const client = figure.slice(0, -EFFECTIVE.length);
      const worth = outcomes.reduce((sum, { figures }) => sum + (figures.get(figure) ?? 0), 0);
      return `The answers of ${client} are worth ${number(worth)} independent ones in all runs together.`;
    });
}

export function namesOf(outcomes: readonly Outcome[]): string[] {
  return [...new Set(outcomes.flatMap(({ figures }) => [...figures.keys()]))];
}

function objectivesText({ scenario, outcomes }: Replicated): string[] {
  const lines = scenario.expect.map(({ text }, i) => {
    const held = outcomes.filter((outcome) => outcome.held[i] === true).length;
    const all = held === outcomes.length;
    return `${all ? pc.green('✓') : pc.red('✗')} ${text} ${pc.dim(`held in ${held} of ${outcomes.length} runs`)}`;
  });
  return lines.length === 0 ? [] : ['', ...lines];
}

/** What makes the figures less than they seem, and in how many runs. */
export function warningLines(outcomes: readonly Outcome[]): string[] {
  const counts = new Map<string, number>();
  for (const warning of outcomes.flatMap(({ warnings }) => warnings))
    counts.set(warning, (counts.get(warning) ?? 0) + 1);
  return [...counts].map(([warning, n]) => `${warning} (${n} of ${outcomes.length} runs)`);
}

function warningsText(outcomes: readonly Outcome[]): string[] {
  const lines = warningLines(outcomes).map((line) => pc.yellow(`! ${line}`));
  return lines.length === 0 ? [] : ['', ...lines];
}

/** Whether the figure that was to be known is known well enough; null if none was to be. */
export function goalSentence({
  outcomes,
  confidence,
  goal,
}: Replicated): { reached: boolean; text: string } | null {
  if (goal === null) return null;
  const found = estimateOf(outcomes, goal.figure, confidence);
  if (found === null) return { reached: false, text: `${goal.figure} has no value in these runs.` };
  const width = `${goal.figure} is known to ± ${percent(found.half / Math.abs(found.mean))} after ${found.n} runs`;
  return isNarrow(found, goal.share)
    ? { reached: true, text: `${width}.` }
    : { reached: false, text: `${width}: not yet the ± ${percent(goal.share)} that were asked for.` };
}

function goalText(experiment: Replicated): string[] {
  const found = goalSentence(experiment);
  if (found === null) return [];
  return ['', found.reached ? pc.bold(found.text) : pc.yellow(found.text)];
}

export function replicationsJson({ scenario, outcomes, confidence, goal }: Replicated): object {
  return {
    schema: REPLICATIONS_SCHEMA,
    scenario: { title: scenario.title, hash: scenario.hash },
    confidence,
    goal,
    figures: Object.fromEntries(
      namesOf(outcomes).map((figure) => {
        const found = estimateOf(outcomes, figure, confidence);
        return [figure, found === null ? null : { mean: found.mean, half: found.half, n: found.n }];
      }),
    ),
    objectives: scenario.expect.map(({ text }, i) => ({
      text,
      held: outcomes.filter((outcome) => outcome.held[i] === true).length,
    })),
    replications: outcomes.map(({ seed, fingerprint, figures, held, warnings }) => ({
      seed,
      fingerprint,
      figures: Object.fromEntries(figures),
      held,
      warnings,
    })),
  };
}
