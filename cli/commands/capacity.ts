import { planOfCapacity, sourceOf, type Planned } from '../../sim-core/run/experiment/capacity/capacity.ts';
import {
  QUESTIONS,
  type CapacityReport,
  type Question,
} from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import { HELD, INTERRUPTED, INVALID_SCENARIO, OBJECTIVE_MISSED, USAGE } from '../exit-codes.ts';
import { Session, type ExperimentFlags } from '../experiment.ts';
import { Refusal } from '../files.ts';
import { loadAgain, loadFile, tasksOf } from '../load.ts';
import { capacityText } from '../render/capacity.ts';
import { problemsText } from '../render/problems.ts';

export interface CapacityFlags extends ExperimentFlags {
  readonly node?: string | undefined;
  readonly question: readonly Question[];
  readonly source: readonly string[];
  readonly objective: readonly string[];
  readonly confidence: number;
  readonly maxRuns: number;
  readonly seed?: number | undefined;
  readonly set: readonly string[];
}

/** Finds out how much load a scenario can bear, how few replicas it needs, and where its knee is. */
export async function capacityCommand(file: string, flags: CapacityFlags): Promise<number> {
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
  const { report, interrupted } = await driven(planned, flags);
  process.stdout.write(`${flags.json === true ? JSON.stringify(report, null, 2) : capacityText(report)}\n`);
  if (interrupted) return INTERRUPTED;
  return report.asItIs.decision === 'meets' ? HELD : OBJECTIVE_MISSED;
}

/** Makes the runs that the plan asks for, until it knows its answers or somebody has had enough. */
async function driven(
  { lab, plan, source }: Extract<Planned, { plan: unknown }>,
  flags: CapacityFlags,
): Promise<{ report: CapacityReport; interrupted: boolean }> {
  const session = await Session.open(lab.most, flags);
  let interrupted = false;
  let step = plan.next();
  while (step.done !== true) {
    const { trials, done } = step.value;
    const variation = loadAgain(sourceOf(source, trials[0]));
    const tasks = tasksOf(
      variation,
      trials.map(({ seed }) => seed),
    );
    interrupted = await session.perform({ tasks, done });
    if (interrupted) lab.close();
    step = plan.next();
  }
  await session.close();
  return { report: step.value, interrupted };
}
