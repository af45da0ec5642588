import {
  DESIGN_NAMES,
  grid,
  gridSize,
  latinHypercube,
  oneAtATime,
  overridesOf,
  type Design,
  type DesignName,
} from '../../sim-core/run/experiment/designs.ts';
import { parseFactor, type Factor } from '../../sim-core/run/experiment/factor.ts';
import { seedsOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { Task } from '../executors/executor.ts';
import { HELD, INTERRUPTED, USAGE } from '../exit-codes.ts';
import { perform, type ExperimentFlags } from '../experiment.ts';
import { Refusal } from '../files.ts';
import { openFile, tasksOf, type LoadedFile } from '../load.ts';
import { commandLine, inPercent } from '../papers/command-line.ts';
import { refuseTakenPapers, writePaper, type PaperFlags } from '../papers/write.ts';
import { sweepJson, sweepText } from '../render/sweep.ts';
import { openResults, type About } from '../results/folder.ts';
import type { RunRow } from '../results/runs-table.ts';
import { usualFigures } from './compare.ts';

export interface SweepFlags extends ExperimentFlags, PaperFlags {
  readonly factor: readonly string[];
  readonly design: string;
  readonly points?: number | undefined;
  readonly at: readonly string[];
  readonly replications: number;
  readonly confidence: number;
  readonly seed?: number | undefined;
  readonly set: readonly string[];
}

const MOST_FACTORS = 16;
const MOST_POINTS = 10_000;
const MOST_RUNS = 100_000;
const USUAL_POINTS = 50;

/** Runs a scenario at many combinations of settings, and says which of them matters and where it is safe. */
export async function sweepCommand(file: string, flags: SweepFlags): Promise<number> {
  refuseTakenPapers(flags);
  const opened = openFile(file);
  const base = opened.load(flags.set);
  const seed = flags.seed ?? base.scenario.seed;
  const design = designFor(factorsOf(flags.factor), flags, base.scenario.seed);
  const { points } = design;
  if (points.length * flags.replications > MOST_RUNS)
    throw new Refusal(
      `These are ${points.length * flags.replications} runs; at most ${MOST_RUNS} can be made.`,
      USAGE,
    );
  const loaded = points.map((point) => opened.load([...flags.set, ...overridesOf(design, point)]));
  const results =
    flags.out === undefined
      ? null
      : openResults(flags.out, aboutOf(file, base, design, flags), flags.force === true);
  const outcomes = points.map((): Outcome[] => []);
  const runs: RunRow[] = [];
  const interrupted = await perform(
    {
      tasks: inOrder(loaded, seedsOf({ seed }, flags.replications)),
      store: results?.store,
      done: (outcome, task) => {
        const p = runs.length % points.length;
        outcomes[p].push(outcome);
        const labels = Object.fromEntries(design.factors.map(({ path }, f) => [path, points[p][f].text]));
        runs.push({ labels, scenario: loaded[p].scenario, task, outcome });
        return false;
      },
    },
    flags,
  );
  results?.finish(runs, !interrupted);
  const figures = flags.at.length > 0 ? flags.at : usualFigures(base.scenario);
  requireFigures(figures, runs);
  const { confidence } = flags;
  const sweep = { scenario: base.scenario, design, outcomes, figures, confidence };
  const text = flags.json === true ? JSON.stringify(sweepJson(sweep), null, 2) : sweepText(sweep);
  process.stdout.write(`${text}\n`);
  await writePaper(flags, async () => {
    const { sweepPaper } = await import('../papers/sweep-paper.ts');
    return sweepPaper(sweep, commandLine('sweep', [file], againWith(flags)));
  });
  return interrupted ? INTERRUPTED : HELD;
}

/** Options that make this sweep again. */
function againWith({ factor, design, points, at, replications, confidence, seed, set }: SweepFlags) {
  return {
    factor,
    design,
    points,
    at,
    replications,
    confidence: inPercent(confidence),
    seed,
    set,
  };
}

/** Seed by seed over all points, so that an interrupted sweep has whole seeds. */
function inOrder(loaded: readonly LoadedFile[], seeds: readonly number[]): Task[] {
  const tasks = loaded.map((each) => tasksOf(each, seeds));
  return seeds.flatMap((_, s) => tasks.map((own) => own[s]));
}

function factorsOf(texts: readonly string[]): Factor[] {
  if (texts.length === 0)
    throw new Refusal('Nothing is varied: give --factor path=values, such as web.rate=50/s..200/s/4.', USAGE);
  if (texts.length > MOST_FACTORS)
    throw new Refusal(`These are ${texts.length} factors; at most ${MOST_FACTORS} can be varied.`, USAGE);
  const factors = texts.map((text) => {
    const factor = parseFactor(text);
    if ('problem' in factor) throw new Refusal(`--factor ${factor.problem}`, USAGE);
    return factor;
  });
  const twice = factors.find(({ path }, f) => factors.findIndex((other) => other.path === path) < f);
  if (twice !== undefined) throw new Refusal(`--factor ${twice.path} is there twice.`, USAGE);
  return factors;
}

function designFor(factors: readonly Factor[], { design, points }: SweepFlags, seed: number): Design {
  if (!(DESIGN_NAMES as readonly string[]).includes(design))
    throw new Refusal(`--design ${design}: designs are ${DESIGN_NAMES.join(', ')}.`, USAGE);
  const name = design as DesignName;
  if (name !== 'latin' && points !== undefined)
    throw new Refusal('--points is for --design latin; a grid has as many as its values make.', USAGE);
  const size = name === 'latin' ? (points ?? USUAL_POINTS) : name === 'grid' ? gridSize(factors) : 0;
  if (size > MOST_POINTS)
    throw new Refusal(`These are ${size} combinations; at most ${MOST_POINTS} can be tried.`, USAGE);
  if (name === 'latin') return latinHypercube(factors, size, seed);
  return name === 'grid' ? grid(factors) : oneAtATime(factors);
}

function aboutOf(file: string, { source }: LoadedFile, design: Design, { set }: SweepFlags): About {
  const { name, factors, points } = design;
  return {
    experiment: 'sweep',
    documents: [{ name: file, text: source.text }],
    set,
    design: {
      name,
      factors: factors.map(({ path, scale }) => ({ path, scale })),
      points: points.map((point) => point.map(({ text }) => text)),
    },
    labels: Object.fromEntries(factors.map(({ path }) => [path, 'What the sweep has put there.'])),
  };
}

function requireFigures(figures: readonly string[], runs: readonly RunRow[]): void {
  if (runs.length === 0 || runs.some(({ outcome }) => figures.some((name) => outcome.figures.has(name))))
    return;
  const known = new Set(runs.flatMap(({ outcome }) => [...outcome.figures.keys()]));
  throw new Refusal(
    `None of ${figures.join(', ')} has a value. Figures are: ${[...known].join(', ')}.`,
    USAGE,
  );
}
