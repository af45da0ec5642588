import { estimateOf, isNarrow, seedsOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import { HELD, INTERRUPTED, OBJECTIVE_MISSED, USAGE } from '../exit-codes.ts';
import { perform, type ExperimentFlags } from '../experiment.ts';
import { Refusal } from '../files.ts';
import { tasksOf, type LoadedFile } from '../load.ts';
import { writePaper, type PaperFlags } from '../papers/write.ts';
import { openResults, type About } from '../results/folder.ts';
import type { RunRow } from '../results/runs-table.ts';
import { replicationsJson, replicationsText } from '../render/replications.ts';

export interface ReplicateFlags extends ExperimentFlags, PaperFlags {
  /** As it was named on the command line. */
  readonly file: string;
  readonly replications?: number | undefined;
  readonly until?: string | undefined;
  readonly confidence: number;
  readonly seed?: number | undefined;
}

/** Runs that are made at most when an interval decides how many. */
const MOST_RUNS = 1000;

/** Until this figure's interval is so narrow, as a share of its mean. */
export interface Goal {
  readonly figure: string;
  readonly share: number;
}

/** Runs a scenario with several seeds: so many, or until a figure is known well enough. */
export async function replicate(loaded: LoadedFile, flags: ReplicateFlags): Promise<number> {
  const { scenario, source } = loaded;
  const goal = flags.until === undefined ? null : goalOf(flags.until);
  const most = flags.replications ?? MOST_RUNS;
  const seeds = seedsOf({ seed: flags.seed ?? scenario.seed }, most);
  const outcomes: Outcome[] = [];
  const results =
    flags.out === undefined
      ? null
      : openResults(flags.out, aboutOf(flags.file, loaded), flags.force === true);
  const runs: RunRow[] = [];
  const interrupted = await perform(
    {
      tasks: tasksOf(loaded, seeds),
      store: results?.store,
      done: (outcome, task) => {
        outcomes.push(outcome);
        runs.push({ labels: {}, scenario, task, outcome });
        if (goal === null) return false;
        requireFigure(goal.figure, outcome);
        return isNarrow(estimateOf(outcomes, goal.figure, flags.confidence), goal.share);
      },
    },
    flags,
  );
  results?.finish(runs, !interrupted);
  const experiment = { scenario, outcomes, confidence: flags.confidence, goal };
  const text =
    flags.json === true
      ? JSON.stringify(replicationsJson(experiment), null, 2)
      : replicationsText(experiment);
  process.stdout.write(`${text}\n`);
  await writePaper(flags, async () => {
    const { replicationsPaper } = await import('../papers/replications-paper.ts');
    return replicationsPaper(experiment, { file: flags.file, text: source.text, set: source.set, acts: [] });
  });
  if (interrupted) return INTERRUPTED;
  return outcomes.every(({ held }) => held.every((each) => each === true)) ? HELD : OBJECTIVE_MISSED;
}

function aboutOf(file: string, { source }: LoadedFile): About {
  const { text, set } = source;
  return { experiment: 'replications', documents: [{ name: file, text }], set, design: {}, labels: {} };
}

/** `client.p99 ±5%` */
function goalOf(text: string): Goal {
  const [, figure, percent] =
    /^([a-z][\w.-]*)\s*(?:±|\+-|\+\/-)\s*(\d+(?:\.\d+)?)\s*%$/i.exec(text.trim()) ?? [];
  const share = Number(percent) / 100;
  if (figure === undefined || !(share > 0 && share < 1))
    throw new Refusal(`--until ${text}: write a figure and its half-width, such as 'client.p99 ±5%'.`, USAGE);
  return { figure, share };
}

function requireFigure(figure: string, { figures }: Outcome): void {
  const [node] = figure.split('.');
  const known = [...figures.keys()].filter((name) => name.startsWith(`${node}.`));
  if (known.length === 0)
    throw new Refusal(`There is no figure ${figure}. Figures are: ${[...figures.keys()].join(', ')}.`, USAGE);
}
