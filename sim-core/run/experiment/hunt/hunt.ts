import type { Fault } from '../../../fault/define.ts';
import { faults as allFaults } from '../../../fault/index.ts';
import { nearest } from '../../../model/nearest.ts';
import { parseQuantity } from '../../../model/units.ts';
import { loadScenario } from '../../../scenario/load.ts';
import type { Problem } from '../../../scenario/problem.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { SCENARIO_LIMITS } from '../../../scenario/schema.ts';
import { answer, type Answered } from '../answer.ts';
import type { AskedOf, Asking } from '../asking.ts';
import { isRequirement } from '../capacity/objectives-used.ts';
import { FINDINGS, MOST_FAULTS, MOST_RUNS, SEEDS, TRIALS } from './defaults.ts';
import type { HuntReport } from './hunt-report.ts';
import { huntPlan } from './plan.ts';
import { rolesOf, troubles } from './roles.ts';
import { Runs } from './runs.ts';
import type { Inquiry } from './study.ts';

export interface HuntOptions {
  /** Default: the scenario's. */
  readonly seed?: number | undefined;
  /** Schedules of faults that are tried; default {@link TRIALS}. */
  readonly trials?: number | undefined;
  /** Faults that a schedule has at most; 0 tries seeds alone. Default {@link MOST_FAULTS}. */
  readonly maxFaults?: number | undefined;
  /** Names of faults; default: all that last. */
  readonly faults?: readonly string[] | undefined;
  /** Nodes that nothing happens to. */
  readonly spared?: readonly string[] | undefined;
  /** Such as `10s..40s`: faults begin and end between these. */
  readonly within?: string | undefined;
  /** Objectives instead of the scenario's. */
  readonly objectives?: readonly string[] | undefined;
  /** Other seeds with which each finding is tried; default {@link SEEDS}. */
  readonly seeds?: number | undefined;
  /** Findings that are made small, of each number of faults; default {@link FINDINGS}. */
  readonly findings?: number | undefined;
  /** Default {@link MOST_RUNS}. */
  readonly maxRuns?: number | undefined;
}

/** A plan that can be driven, or why there is none: problems of the document, or something asked that is not there. */
export type PlannedHunt =
  | {
      readonly runs: Runs;
      readonly plan: Asking<HuntReport>;
      /** What the overrides of its trials are to be added to. */
      readonly source: AskedOf;
    }
  | { readonly problems: readonly Problem[] }
  | { readonly refusal: string };

/** Makes the plan. */
export function planOfHunt(given: AskedOf, options: HuntOptions): PlannedHunt {
  const asked = options.objectives ?? [];
  const source =
    asked.length === 0 ? given : { ...given, set: [...given.set, `expect=${JSON.stringify(asked)}`] };
  const { scenario, problems } = loadScenario(source.text, source);
  if (scenario === null) return { problems };
  const inquiry = inquiryOf(scenario, options);
  if (typeof inquiry === 'string') return { refusal: inquiry };
  const runs = new Runs(options.maxRuns ?? MOST_RUNS);
  return { runs, plan: huntPlan(runs, inquiry), source };
}

/**
 * Searches for the smallest trouble that breaks a scenario's objectives, by random schedules of faults that are made
 * small. Makes runs one after another, which can take minutes.
 *
 * @param text of the scenario, as for `loadScenario`.
 * @returns `report` is null if there are problems, or if something was asked that is not there: `refusal` says what.
 */
export function hunt(
  text: string,
  options: HuntOptions & {
    readonly set?: readonly string[];
    readonly files?: ReadonlyMap<string, string>;
  } = {},
): Answered<HuntReport> {
  const given = { text, set: options.set ?? [], files: options.files ?? new Map<string, string>() };
  return answer(planOfHunt(given, options));
}

/** A sentence if something that was asked for is not there. */
function inquiryOf(scenario: Scenario, options: HuntOptions): Inquiry | string {
  const { nodes, duration, expect } = scenario;
  const { spared = [], maxFaults = MOST_FAULTS } = options;
  if (!expect.some(isRequirement))
    return 'The scenario has no objective that trouble could break. Give one: --objective ‘CLIENT.availability > 99%’, or under `expect:` in the document.';
  const faults = faultsOf(options.faults ?? []);
  if (typeof faults === 'string') return faults;
  const ids = nodes.map(({ id }) => id);
  const lost = spared.find((id) => !ids.includes(id));
  if (lost !== undefined) return unknown('node', lost, ids);
  const within = options.within === undefined ? null : windowOf(options.within, duration);
  if (typeof within === 'string') return within;
  if (maxFaults > 0 && rolesOf(scenario, faults, spared).length === 0)
    return `There is no place where ${faults.map(({ name }) => name).join(', ')} could strike.`;
  if (scenario.faults.length + maxFaults > SCENARIO_LIMITS.faults)
    return `The scenario has ${scenario.faults.length} faults; with ${maxFaults} more they are too many.`;
  return {
    scenario,
    seed: options.seed ?? scenario.seed,
    trials: options.trials ?? TRIALS,
    maxFaults,
    seeds: options.seeds ?? SEEDS,
    findings: options.findings ?? FINDINGS,
    faults,
    spared,
    within,
  };
}

function faultsOf(names: readonly string[]): readonly Fault[] | string {
  const wrong = names.find((name) => troubles.every((fault) => fault.name !== name));
  if (wrong === undefined)
    return names.length === 0 ? troubles : troubles.filter(({ name }) => names.includes(name));
  if (allFaults.some(({ name }) => name === wrong)) return `${wrong} is over at once: it is no trouble.`;
  return unknown(
    'fault',
    wrong,
    troubles.map(({ name }) => name),
  );
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  const hint = near === null ? `There are: ${known.join(', ')}.` : `Did you mean “${near}”?`;
  return `There is no ${what} “${name}”. ${hint}`;
}

/** `10s..40s` */
function windowOf(text: string, duration: number): { from: number; to: number } | string {
  const ends = text.split('..').map((end) => parseQuantity('duration', end.trim()));
  const [from, to] = ends;
  if (ends.length !== 2 || typeof from !== 'number' || typeof to !== 'number')
    return `${text} is no stretch of time; write it like 10s..40s.`;
  if (from < 0 || from >= to || to > duration)
    return `${text} is no stretch of time within the run, which lasts ${duration} s.`;
  return { from, to };
}
