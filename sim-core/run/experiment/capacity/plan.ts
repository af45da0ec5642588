import type { Objective } from '../../../scenario/expect.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { fitScalability, type LoadPoint } from '../../../stats/scalability.ts';
import { bookAnswers, booksOf, type NodeBook } from './book.ts';
import { busiestCandidate, candidateOf, type Candidate, type Load } from './candidates.ts';
import { CAPACITY_SCHEMA, isAnswer } from './capacity-report.ts';
import type {
  CapacityReport,
  VariationFigures,
  KneeAnswer,
  LoadAnswer,
  NoAnswer,
  Question,
  ReplicaAnswer,
} from './capacity-report.ts';
import { AS_IT_IS, Variations, type Variation, type Loss, type ScaledLoad } from './variations.ts';
import { comparisonsOf } from './comparisons.ts';
import { askKnee } from './knee.ts';
import type { Asking } from '../asking.ts';
import type { Lab } from './lab.ts';
import { askLoad, FARTHEST, factorAt, LOAD_AXIS } from './load-question.ts';
import { Means } from './means.ts';
import { askReplicas, type LossKind } from './node-question.ts';
import { split } from './objectives-used.ts';
import { peakFactor } from './peak.ts';
import { reasonsFor } from './reasons.ts';
import { decide } from './verdict.ts';

/** What is to be found out, about a scenario that can be run. */
export interface Inquiry {
  readonly scenario: Scenario;
  /** With the overrides that all variations have already in it. */
  readonly load: Load;
  readonly loads: readonly ScaledLoad[];
  /** Node whose replicas are asked about; null for the busiest server. */
  readonly node: string | null;
  readonly questions: readonly Question[];
  readonly confidence: number;
  /** Overrides that make the objectives those that are used. */
  readonly always: readonly string[];
}

/** Runs of the scenario as it is: at least so many, for the formulas need its figures. */
const FEWEST_AS_IT_IS = 5;

/** Asks one question after another; whatever runs are left when the next begins, it can have. */
export function* capacityPlan(lab: Lab, inquiry: Inquiry): Asking<CapacityReport> {
  const study = yield* asItIs(lab, inquiry);
  const { questions } = inquiry;
  const load = questions.includes('load') ? yield* loadAnswer(lab, study) : null;
  const replicas = questions.includes('replicas') ? yield* replicaAnswers(lab, study) : [];
  const knee = questions.includes('knee') ? yield* kneeAnswer(lab, study) : null;
  return report(lab, study, { load, replicas, knee });
}

/** All that the questions share. */
interface Study extends Inquiry {
  readonly objectives: readonly Objective[];
  readonly variations: Variations;
  readonly candidate: Candidate | NoAnswer;
  readonly means: Means;
  readonly clients: readonly string[];
  /** Of each question. */
  readonly error: number;
  readonly verdict: CapacityReport['asItIs'];
}

function* asItIs(lab: Lab, inquiry: Inquiry): Asking<Study> {
  const { scenario, loads, always, confidence, node, load } = inquiry;
  const objectives = split(scenario.expect).used;
  const error = 1 - confidence;
  const clients = loads.map(({ id }) => id);
  const set = new Variations(scenario, loads, null, always).setOf(AS_IT_IS);
  const verdict = yield* decide(lab, set, objectives, error);
  const means = new Means(yield* lab.study(set, FEWEST_AS_IT_IS, () => false));
  const all = new Means(lab.known(set));
  const asking = objectives.map(({ node: client }) => client);
  const candidate =
    node === null ? busiestCandidate(scenario, means, load, asking) : candidateOf(scenario, node, load);
  const id = isAnswer(candidate) ? candidate.id : null;
  const warmup = scenario.warmup === 'auto' ? means.warmup : null;
  const variations = new Variations(scenario, loads, id, always, warmup);
  return {
    ...inquiry,
    objectives,
    variations,
    candidate,
    means: all,
    clients,
    error,
    verdict: { ...verdict, figures: figuresOf(all, clients, id) },
  };
}

function figuresOf(means: Means, clients: readonly string[], node: string | null): VariationFigures {
  const goodput = means.sum(clients, 'goodput');
  const present = clients.reduce(
    (sum, id) => sum + (means.of(`${id}.goodput`) ?? 0) * (means.of(`${id}.mean`) ?? 0),
    0,
  );
  return {
    runs: means.runs,
    offered: means.sum(clients, 'offeredRate'),
    goodput,
    latency: goodput > 0 ? present / goodput : null,
    utilisation: node === null ? null : means.of(`${node}.utilisation`),
    costPerHour: means.of('cost.perHour'),
    costPerMillion: means.of('cost.perMillionRequests'),
  };
}

function figuresAt(
  lab: Lab,
  { variations, clients, candidate }: Study,
  variation: Variation,
): VariationFigures | null {
  const outcomes = lab.known(variations.setOf(variation));
  const node = isAnswer(candidate) ? candidate.id : null;
  return outcomes.length === 0 ? null : figuresOf(new Means(outcomes), clients, node);
}

const NO_OBJECTIVES: NoAnswer = {
  reason: 'The scenario has no objective that more load could miss.',
  fix: "Give one: --objective 'CLIENT.p99 < 200ms', or under `expect:` in the document.",
};

function* loadAnswer(lab: Lab, study: Study): Asking<LoadAnswer | NoAnswer> {
  const { variations, objectives, error, loads } = study;
  if (objectives.length === 0) return NO_OBJECTIVES;
  if (loads.length === 0) return NO_LOADS;
  const found = yield* askLoad(lab, variations, objectives, error);
  const top = found.meets === factorAt(LOAD_AXIS.size - 1);
  const at = (factor: number) => figuresAt(lab, study, { ...AS_IT_IS, factor });
  const factors = [...new Set(found.tried.map(({ value }) => value))].sort((a, b) => a - b);
  return {
    ...found,
    curve: factors.flatMap((factor) => {
      const figures = at(factor);
      return figures === null ? [] : [{ factor, figures }];
    }),
    figures: found.meets === null ? null : at(found.meets),
    limit: top ? `${FARTHEST} times the load: more is not tried` : null,
  };
}

const NO_LOADS: NoAnswer = {
  reason: 'There is no client whose load could be scaled.',
  fix: 'Add a source, users or a replay.',
};

function* replicaAnswers(lab: Lab, study: Study): Asking<CapacityReport['replicas']> {
  const { candidate, objectives, scenario } = study;
  const answers: (ReplicaAnswer | (NoAnswer & { lost: LossKind }))[] = [];
  let from: number | null = null;
  for (const lost of ['nothing', 'node', 'zone'] as const) {
    if (objectives.length === 0) answers.push({ lost, ...NO_OBJECTIVES });
    else if (!isAnswer(candidate)) answers.push({ lost, ...candidate });
    else {
      const losses = lossesOf(scenario, candidate.id, lost);
      if ('reason' in losses) answers.push({ lost, ...losses });
      else {
        const answer: ReplicaAnswer = yield* replicaAnswer(lab, study, candidate, lost, losses, from);
        answers.push(answer);
        if (answer.meets !== null) from = answer.meets + (lost === 'nothing' ? 1 : 0);
      }
    }
  }
  return answers;
}

function* replicaAnswer(
  lab: Lab,
  study: Study,
  { range, leastReason }: Candidate,
  lost: LossKind,
  losses: readonly Loss[],
  from: number | null,
): Asking<ReplicaAnswer> {
  const start = Math.min(range.most, Math.max(range.least, from ?? range.from));
  const { variations, objectives, error } = study;
  const found = yield* askReplicas(lab, variations, objectives, { ...range, from: start }, losses, error);
  const figures =
    found.meets === null
      ? null
      : figuresAt(lab, study, { factor: 1, replicas: found.meets, loss: losses[0] });
  return { ...found, lost, figures, range: [range.least, range.most], leastReason };
}

function lossesOf({ zones, nodes }: Scenario, id: string, lost: LossKind): readonly Loss[] | NoAnswer {
  if (lost === 'nothing') return [null];
  if (lost === 'node') return [{ kind: 'node' }];
  const own = nodes.find((node) => node.id === id)!.zones;
  const used = zones.filter((zone) => own.includes(zone));
  if (used.length > 0) return used.map((zone) => ({ kind: 'zone', zone }));
  return {
    reason: zones.length === 0 ? 'The scenario has no zones.' : `${id} stands in no zone.`,
    fix: `Name them: \`zones: [a, b, c]\` at the top and \`zones: [a, b, c]\` of ${id}.`,
  };
}

function* kneeAnswer(lab: Lab, study: Study): Asking<KneeAnswer | NoAnswer> {
  const { variations, clients, error, loads } = study;
  if (loads.length === 0) return NO_LOADS;
  const knee = yield* askKnee(lab, variations, clients, error);
  const factor = knee.rises ?? knee.falls ?? 1;
  return { ...knee, figures: figuresAt(lab, study, { ...AS_IT_IS, factor }) };
}

/** Loads that were run as the scenario is but for their size, and that have a steady state. */
function steadyPoints(lab: Lab, { load: answer }: Pick<CapacityReport, 'load'>, study: Study): LoadPoint[] {
  const factors = isAnswer(answer) ? answer.tried.map(({ value }) => value) : [];
  return [...new Set([1, ...factors])].flatMap((factor) => {
    const means = new Means(lab.known(study.variations.setOf({ ...AS_IT_IS, factor })));
    if (means.runs === 0 || !means.isSteady) return [];
    const { goodput, latency } = figuresOf(means, study.clients, null);
    return latency === null ? [] : [{ concurrency: goodput * latency, throughput: goodput }];
  });
}

type Answers = Pick<CapacityReport, 'load' | 'replicas' | 'knee'>;

function report(lab: Lab, study: Study, answers: Answers): CapacityReport {
  const { scenario, loads, confidence, candidate, clients, means, objectives, verdict } = study;
  const node = isAnswer(candidate) ? candidate.id : null;
  const peak = peakFactor(scenario, clients, means.warmup);
  const nodes = booksOf(scenario, means, clients);
  const asked: NodeBook | null = nodes.find(({ id }) => id === node) ?? null;
  const book = { peak, nodes, answers: bookAnswers(scenario, nodes, asked, objectives, means) };
  const reasons = reasonsFor({ scenario, books: nodes, means, clients, objectives, peak, node });
  return {
    schema: CAPACITY_SCHEMA,
    scenario: { title: scenario.title, hash: scenario.hash },
    seed: lab.firstSeed,
    confidence,
    runs: lab.runs,
    cutShort: !lab.isOpen,
    objectives: { used: objectives.map(({ text }) => text), leftOut: split(scenario.expect).leftOut },
    loads,
    node,
    asItIs: verdict,
    ...answers,
    scalability: fitScalability(steadyPoints(lab, answers, study)),
    book,
    comparisons: comparisonsOf(answers, book.answers, asked),
    reasons,
  };
}
