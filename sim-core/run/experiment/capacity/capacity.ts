import { nearest } from '../../../model/nearest.ts';
import { loadScenario, type Loaded } from '../../../scenario/load.ts';
import type { Problem } from '../../../scenario/problem.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { answer, type Answered } from '../answer.ts';
import type { Asking, AskedOf } from '../asking.ts';
import { candidateOf } from './candidates.ts';
import { isAnswer, QUESTIONS, type CapacityReport, type Question } from './capacity-report.ts';
import { scaledLoadOf, type ScaledLoad } from './variations.ts';
import { Lab } from './lab.ts';
import { split } from './objectives-used.ts';
import { capacityPlan } from './plan.ts';

export interface CapacityOptions {
  /** Default: the scenario's. */
  readonly seed?: number | undefined;
  /** Node whose replicas are asked about; default: the busiest server that can have more or fewer. */
  readonly node?: string | undefined;
  /** Clients whose load is scaled; default: all. */
  readonly sources?: readonly string[] | undefined;
  /** What is asked, in this order; default: all. */
  readonly questions?: readonly Question[] | undefined;
  /** Objectives instead of the scenario's. */
  readonly objectives?: readonly string[] | undefined;
  /** Of each answer, 0.5 … 1; default 0.95. */
  readonly confidence?: number | undefined;
  /** Most runs over all questions; default {@link MOST_RUNS}. */
  readonly maxRuns?: number | undefined;
}

export const MOST_RUNS = 600;

/** A plan that can be driven, or why there is none: problems of the document, or something asked that is not there. */
export type Planned =
  | { readonly lab: Lab; readonly plan: Asking<CapacityReport>; readonly source: AskedOf }
  | { readonly problems: readonly Problem[] }
  | { readonly refusal: string };

/** Makes the plan: `source` in the answer is what the overrides of its trials are to be added to. */
export function planOfCapacity(given: AskedOf, options: CapacityOptions): Planned {
  const asked = options.objectives ?? [];
  const first = asked.length === 0 ? given : withExpect(given, asked);
  const whole = loaded(first);
  if (whole.scenario === null) return { problems: whole.problems };
  const { used, leftOut } = split(whole.scenario.expect);
  const always = leftOut.length === 0 ? [] : [expectOf(used.map(({ text }) => text))];
  const loads = loadsOf(whole.scenario, options.sources ?? []);
  if (typeof loads === 'string') return { refusal: loads };
  const load = (set: readonly string[]): Loaded => loaded({ ...first, set: [...first.set, ...set] });
  const candidate = options.node === undefined ? null : candidateOf(whole.scenario, options.node, load);
  if (candidate !== null && !isAnswer(candidate)) return { refusal: `${candidate.reason} ${candidate.fix}` };
  const lab = new Lab(options.seed ?? whole.scenario.seed, options.maxRuns ?? MOST_RUNS);
  const plan = capacityPlan(lab, {
    scenario: whole.scenario,
    load,
    loads,
    node: options.node ?? null,
    questions: options.questions ?? QUESTIONS,
    confidence: options.confidence ?? 0.95,
    always,
  });
  return { lab, plan, source: first };
}

/**
 * Answers what load a scenario can bear, how few replicas its load needs, also with one or a zone of them lost, and where
 * its knee is, with the formulas beside it. Makes runs one after another, which can take minutes.
 *
 * @param text of the scenario, as for `loadScenario`.
 * @returns `report` is null if there are problems, or if something was asked that is not there: `refusal` says what.
 */
export function planCapacity(
  text: string,
  options: CapacityOptions & {
    readonly set?: readonly string[];
    readonly files?: ReadonlyMap<string, string>;
  } = {},
): Answered<CapacityReport> {
  const given = { text, set: options.set ?? [], files: options.files ?? new Map<string, string>() };
  return answer(planOfCapacity(given, options));
}

function loaded({ text, set, files }: AskedOf): Loaded {
  return loadScenario(text, files.size === 0 ? { set } : { set, files });
}

function withExpect(source: AskedOf, objectives: readonly string[]): AskedOf {
  return { ...source, set: [...source.set, expectOf(objectives)] };
}

function expectOf(objectives: readonly string[]): string {
  return `expect=${JSON.stringify(objectives)}`;
}

/** Clients to scale, all of them if none is named; a sentence if one of the names is wrong. */
function loadsOf({ nodes }: Scenario, names: readonly string[]): readonly ScaledLoad[] | string {
  const all = nodes.flatMap((node) => scaledLoadOf(node) ?? []);
  const wrong = names.find((name) => all.every(({ id }) => id !== name));
  if (wrong === undefined) return names.length === 0 ? all : all.filter(({ id }) => names.includes(id));
  const ids = all.map(({ id }) => id);
  const near = nearest(wrong, ids);
  const hint = near === null ? `Clients are: ${ids.join(', ')}.` : `Did you mean “${near}”?`;
  return `There is no client “${wrong}” whose load could be scaled. ${hint}`;
}
