import {
  FINDINGS,
  MOST_FAULTS,
  MOST_RUNS,
  SEEDS,
  TRIALS,
} from '../../sim-core/run/experiment/hunt/defaults.ts';
import { planOfHunt } from '../../sim-core/run/experiment/hunt/hunt.ts';
import type { HuntReport } from '../../sim-core/run/experiment/hunt/hunt-report.ts';
import { HELD, INTERRUPTED, INVALID_SCENARIO, OBJECTIVE_MISSED, USAGE } from '../exit-codes.ts';
import { drive } from '../drive.ts';
import type { ExperimentFlags } from '../experiment.ts';
import { Refusal, writeFiles } from '../files.ts';
import { loadFile, type LoadedFile } from '../load.ts';
import { commandLine } from '../papers/command-line.ts';
import { refuseTakenPapers, writePaper, type PaperFlags } from '../papers/write.ts';
import { huntText } from '../render/hunt.ts';
import { problemsText } from '../render/problems.ts';
import { foundFiles } from '../results/found.ts';
import { openResults, type About } from '../results/folder.ts';

export interface HuntFlags extends ExperimentFlags, PaperFlags {
  readonly trials: number;
  readonly maxFaults: number;
  /** Names with commas between. */
  readonly faults?: string | undefined;
  readonly spare: readonly string[];
  readonly within?: string | undefined;
  readonly objective: readonly string[];
  readonly seeds: number;
  readonly findings: number;
  readonly maxRuns: number;
  readonly seed?: number | undefined;
  readonly set: readonly string[];
}

/** Searches for the smallest trouble that breaks a scenario's objectives. */
export async function huntCommand(file: string, flags: HuntFlags): Promise<number> {
  refuseTakenPapers(flags);
  const given = loadFile(file, flags.set);
  const { trials, maxFaults, within, seed, seeds, findings, maxRuns } = flags;
  const planned = planOfHunt(given.source, {
    trials,
    maxFaults,
    within,
    seed,
    seeds,
    findings,
    maxRuns,
    faults: flags.faults?.split(',').map((name) => name.trim()),
    spared: flags.spare,
    objectives: flags.objective,
  });
  if ('refusal' in planned) throw new Refusal(planned.refusal, USAGE);
  if ('problems' in planned)
    throw new Refusal(problemsText('--objective', given.source.text, planned.problems), INVALID_SCENARIO);
  const { plan, runs: allowance, source } = planned;
  const results =
    flags.out === undefined
      ? null
      : openResults(flags.out, aboutOf(file, given, flags), flags.force === true);
  const labels = (set: readonly string[]) => ({ trouble: set.join(' ') });
  const driving = await drive({ plan, allowance, source, labels, store: results?.store }, flags);
  const { answer: report, interrupted, runs } = driving;
  results?.finish(runs, !interrupted);
  if (flags.out !== undefined) writeFiles(flags.out, foundFiles(report, source), true);
  const origin = { file, text: source.text, set: source.set, acts: [] };
  const text = flags.json === true ? JSON.stringify(report, null, 2) : huntText(report, origin);
  process.stdout.write(`${text}\n`);
  await writePaper(flags, async () => {
    const { huntPaper } = await import('../papers/hunt-paper.ts');
    return huntPaper(report, source, origin, commandLine('hunt', [file], againWith(flags)));
  });
  return interrupted ? INTERRUPTED : exitCode(report);
}

/** Something was broken, with faults or as it is. */
function exitCode({ findings, objectives, trials }: HuntReport): number {
  const missed = objectives.some(({ asItIs }) => asItIs.broke > 0);
  const broken = trials.some(({ broke }) => broke !== null && broke.length > 0);
  return missed || broken || findings.length > 0 ? OBJECTIVE_MISSED : HELD;
}

/** How many trials, seeds, findings and runs there are may change when it goes on. */
function aboutOf(file: string, { source }: LoadedFile, flags: HuntFlags): About {
  const { faults, spare, within, objective, maxFaults, set } = flags;
  return {
    experiment: 'hunt',
    documents: [{ name: file, text: source.text }],
    set,
    design: {
      faults: faults ?? null,
      spared: spare,
      within: within ?? null,
      objectives: objective,
      maxFaults,
    },
    labels: { trouble: 'What the run has changed in the document, as for --set.' },
  };
}

const unless = (value: number, usual: number): number | undefined => (value === usual ? undefined : value);

/** Options that make the same hunt again. */
function againWith(flags: HuntFlags) {
  return {
    trials: unless(flags.trials, TRIALS),
    'max-faults': unless(flags.maxFaults, MOST_FAULTS),
    faults: flags.faults,
    spare: flags.spare,
    within: flags.within,
    objective: flags.objective,
    seeds: unless(flags.seeds, SEEDS),
    findings: unless(flags.findings, FINDINGS),
    'max-runs': unless(flags.maxRuns, MOST_RUNS),
    seed: flags.seed,
    set: flags.set,
  };
}
