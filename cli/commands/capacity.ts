import {
  MOST_RUNS,
  planOfCapacity,
  sourceOf,
  type Planned,
} from '../../sim-core/run/experiment/capacity/capacity.ts';
import {
  QUESTIONS,
  type CapacityReport,
  type Question,
} from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import { HELD, INTERRUPTED, INVALID_SCENARIO, OBJECTIVE_MISSED, USAGE } from '../exit-codes.ts';
import { Session, type ExperimentFlags } from '../experiment.ts';
import { Refusal } from '../files.ts';
import { loadAgain, loadFile, tasksOf, type LoadedFile } from '../load.ts';
import { commandLine, inPercent } from '../papers/command-line.ts';
import { refuseTaken, writePaper, type PaperFlags } from '../papers/write.ts';
import { capacityText } from '../render/capacity.ts';
import { problemsText } from '../render/problems.ts';
import { openResults, type About } from '../results/folder.ts';
import type { RunRow } from '../results/runs-table.ts';
import type { ResultStore } from '../results/store.ts';

export interface CapacityFlags extends ExperimentFlags, PaperFlags {
  readonly node?: string | undefined;
  readonly question: readonly Question[];
  readonly source: readonly string[];
  readonly objective: readonly string[];
  readonly confidence: number;
  readonly maxRuns: number;
  readonly seed?: number | undefined;
  readonly set: readonly string[];
}

/** A plan that can be driven. */
type Driven = Extract<Planned, { plan: unknown }>;

/** Finds out how much load a scenario can bear, how few replicas it needs, and where its knee is. */
export async function capacityCommand(file: string, flags: CapacityFlags): Promise<number> {
  refuseTaken(flags);
  const given = loadFile(file, flags.set);
  const planned = planOfCapacity(given.source, {
    seed: flags.seed,
    node: flags.node,
    questions: flags.question.length === 0 ? QUESTIONS : flags.question,
    sources: flags.source,
    objectives: flags.objective,
    confidence: flags.confidence,
    maxRuns: flags.maxRuns,
  });
  if ('refusal' in planned) throw new Refusal(planned.refusal, USAGE);
  if ('problems' in planned)
    throw new Refusal(problemsText('--objective', given.source.text, planned.problems), INVALID_SCENARIO);
  const results =
    flags.out === undefined
      ? null
      : openResults(flags.out, aboutOf(file, given, flags), flags.force === true);
  const { report, interrupted, runs } = await driven(planned, flags, results?.store);
  results?.finish(runs, !interrupted);
  process.stdout.write(`${flags.json === true ? JSON.stringify(report, null, 2) : capacityText(report)}\n`);
  await writePaper(flags, async () => {
    const { capacityPaper } = await import('../papers/capacity-paper.ts');
    return capacityPaper(report, given.scenario, commandLine('capacity', [file], againWith(flags)));
  });
  if (interrupted) return INTERRUPTED;
  return report.asItIs.decision === 'meets' ? HELD : OBJECTIVE_MISSED;
}

/** Makes the runs that the plan asks for, until it knows its answers or somebody has had enough. */
async function driven(
  { lab, plan, source }: Driven,
  flags: CapacityFlags,
  store: ResultStore | undefined,
): Promise<{ report: CapacityReport; interrupted: boolean; runs: RunRow[] }> {
  const session = await Session.open(lab.most, flags);
  const runs: RunRow[] = [];
  let interrupted = false;
  try {
    let step = plan.next();
    while (step.done !== true) {
      const { trials, done } = step.value;
      const variation = loadAgain(sourceOf(source, trials[0]));
      const { scenario } = variation;
      const labels = { variation: trials[0].set.join(' ') };
      const tasks = tasksOf(
        variation,
        trials.map(({ seed }) => seed),
      );
      interrupted = await session.perform({
        tasks,
        store,
        done: (outcome, task) => {
          runs.push({ labels, scenario, task, outcome });
          return done(outcome);
        },
      });
      if (interrupted) lab.close();
      step = plan.next();
    }
    return { report: step.value, interrupted, runs };
  } finally {
    await session.close();
  }
}

/** How many runs may be made and how sure the answers are to be may change when it goes on. */
function aboutOf(
  file: string,
  { source }: LoadedFile,
  { question, node, source: sources, objective, set }: CapacityFlags,
): About {
  return {
    experiment: 'capacity',
    documents: [{ name: file, text: source.text }],
    set,
    design: { questions: question, node: node ?? null, sources, objectives: objective },
    labels: { variation: 'What the run has changed in the document, as for --set.' },
  };
}

/** Options that ask the same again. */
function againWith({ question, node, source, objective, confidence, maxRuns, seed, set }: CapacityFlags) {
  return {
    question,
    node,
    source,
    objective,
    confidence: inPercent(confidence),
    'max-runs': maxRuns === MOST_RUNS ? undefined : maxRuns,
    seed,
    set,
  };
}
