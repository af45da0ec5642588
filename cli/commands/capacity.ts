import { MOST_RUNS, planOfCapacity } from '../../sim-core/run/experiment/capacity/capacity.ts';
import { QUESTIONS, type Question } from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import { HELD, INTERRUPTED, INVALID_SCENARIO, OBJECTIVE_MISSED, USAGE } from '../exit-codes.ts';
import { drive } from '../drive.ts';
import type { ExperimentFlags } from '../experiment.ts';
import { Refusal } from '../files.ts';
import { loadFile, type LoadedFile } from '../load.ts';
import { commandLine, inPercent } from '../papers/command-line.ts';
import { refuseTakenPapers, writePaper, type PaperFlags } from '../papers/write.ts';
import { capacityText } from '../render/capacity.ts';
import { problemsText } from '../render/problems.ts';
import { openResults, type About } from '../results/folder.ts';

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

/** Finds out how much load a scenario can bear, how few replicas it needs, and where its knee is. */
export async function capacityCommand(file: string, flags: CapacityFlags): Promise<number> {
  refuseTakenPapers(flags);
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
  const { plan, lab, source } = planned;
  const labels = (set: readonly string[]) => ({ variation: set.join(' ') });
  const driving = await drive({ plan, allowance: lab, source, labels, store: results?.store }, flags);
  const { answer: report, interrupted, runs } = driving;
  results?.finish(runs, !interrupted);
  process.stdout.write(`${flags.json === true ? JSON.stringify(report, null, 2) : capacityText(report)}\n`);
  await writePaper(flags, async () => {
    const { capacityPaper } = await import('../papers/capacity-paper.ts');
    return capacityPaper(report, given.scenario, commandLine('capacity', [file], againWith(flags)));
  });
  if (interrupted) return INTERRUPTED;
  return report.asItIs.decision === 'meets' ? HELD : OBJECTIVE_MISSED;
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
