import type { Run } from '../../../sim-core/run/run.ts';
import { parseCommand, type Scenario } from '../../../sim-core/scenario/index.ts';
import { pageProblem } from './describe.ts';
import type { Doing, DoingWish, PageProblem } from './protocol.ts';

export type Interventions = Run['interventions'];

/** Doings that were read against a scenario, ready for a run. */
export interface Plans {
  readonly doings: readonly Doing[];
  readonly interventions: Interventions;
  /** The scenario as it is after all of them: what the next is to be read against. */
  readonly scenario: Scenario;
  /** How many could not be read. */
  readonly unfit: number;
}

/** Reads doings in the order of their time; each is read against what those before it have made of the scenario. */
export function plansFor(scenario: Scenario, wishes: readonly DoingWish[]): Plans {
  const doings: Doing[] = [];
  const interventions: { at: number; command: Interventions[number]['command'] }[] = [];
  let current = scenario;
  let unfit = 0;
  for (const { at, entry } of [...wishes].sort((a, b) => a.at - b.at)) {
    const { command, scenario: next } = parseCommand(entry, current);
    if (command === null || !(at >= 0)) {
      unfit++;
      continue;
    }
    current = next;
    interventions.push({ at, command });
    doings.push(doingOf(at, entry, command));
  }
  return { doings, interventions, scenario: current, unfit };
}

/** One more doing, read. */
export interface Plan {
  readonly command: Interventions[number]['command'];
  readonly scenario: Scenario;
  readonly doing: Doing;
}

/** Reads one more thing to do at `at`, or tells what is wrong with it. */
export function planOne(
  scenario: Scenario,
  at: number,
  entry: Doing['entry'],
): Plan | { readonly problems: readonly PageProblem[] } {
  const { command, problems, scenario: next } = parseCommand(entry, scenario);
  if (command === null) return { problems: problems.map(pageProblem) };
  return { command, scenario: next, doing: doingOf(at, entry, command) };
}

function doingOf(at: number, entry: Doing['entry'], command: Interventions[number]['command']): Doing {
  return { at, entry, lasts: command.kind === 'strike' ? command.lasts : null, text: command.text };
}
