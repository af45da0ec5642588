import {
  COST_FIGURES,
  compareVariants,
  type Row,
  type Variant,
} from '../../sim-core/run/experiment/comparison.ts';
import { listOfValues } from '../../sim-core/run/experiment/list-of-values.ts';
import { seedsOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { Scenario } from '../../sim-core/scenario/index.ts';
import { HELD, INTERRUPTED, USAGE } from '../exit-codes.ts';
import { perform, type ExperimentFlags } from '../experiment.ts';
import { Refusal } from '../files.ts';
import { openFile, tasksOf, type LoadedFile } from '../load.ts';
import { openResults, type About } from '../results/folder.ts';
import type { RunRow } from '../results/runs-table.ts';
import { commandLine, inPercent } from '../papers/command-line.ts';
import { refuseTakenPapers, writePaper, type PaperFlags } from '../papers/write.ts';
import { comparisonText } from '../render/comparison.ts';
import { verdictSentence } from '../render/verdict-sentence.ts';

export interface CompareFlags extends ExperimentFlags, PaperFlags {
  readonly vary?: string | undefined;
  readonly at: readonly string[];
  readonly replications: number;
  readonly confidence: number;
  readonly seed?: number | undefined;
  readonly set: readonly string[];
}

/** Version of what `compare --json` prints. */
const COMPARISON_SCHEMA = 1;
/** Figures that are shown when none is asked for. */
const USUAL = ['p99', 'mean', 'availability', 'goodput'];
const MOST_VARIANTS = 100;

interface Design {
  readonly name: string;
  readonly file: string;
  readonly loaded: LoadedFile;
}

/** Runs several designs with the same luck and says which differ. */
export async function compareCommand(files: readonly string[], flags: CompareFlags): Promise<number> {
  refuseTakenPapers(flags);
  if (flags.replications < 2)
    throw new Refusal(
      '--replications 1: a comparison needs at least 2, to tell a difference from luck.',
      USAGE,
    );
  const designs = designsOf(files, flags);
  const { scenario: first } = designs[0].loaded;
  const seeds = seedsOf({ seed: flags.seed ?? first.seed }, flags.replications);
  const variants = designs.map(({ name }) => ({ name, outcomes: [] as Outcome[] }));
  const figures = flags.at.length > 0 ? flags.at : usualFigures(first);
  const results =
    flags.out === undefined ? null : openResults(flags.out, aboutOf(designs, flags), flags.force === true);
  // Seed by seed, so that an interrupted experiment has whole pairs.
  const ofDesigns = designs.map(({ loaded }) => tasksOf(loaded, seeds));
  const tasks = seeds.flatMap((_, s) => ofDesigns.map((own) => own[s]));
  const runs: RunRow[] = [];
  const interrupted = await perform(
    {
      tasks,
      store: results?.store,
      done: (outcome, task) => {
        const d = runs.length % designs.length;
        variants[d].outcomes.push(outcome);
        runs.push({
          labels: { variant: designs[d].name },
          scenario: designs[d].loaded.scenario,
          task,
          outcome,
        });
        return false;
      },
    },
    flags,
  );
  results?.finish(runs, !interrupted);
  if (interrupted && variants.some(({ outcomes }) => outcomes.length < 2))
    throw new Refusal('Interrupted before every design was run twice: nothing can be compared.', INTERRUPTED);
  const compared = [...new Set([...figures, ...COST_FIGURES])];
  const rows = compareVariants(variants, compared, flags.confidence);
  requireFigures(rows, figures, variants);
  const text =
    flags.json === true
      ? JSON.stringify(asJson(variants, rows, flags), null, 2)
      : comparisonText(rows, variants, flags.confidence);
  process.stdout.write(`${text}\n`);
  await writePaper(flags, async () => {
    const { comparisonPaper } = await import('../papers/comparison-paper.ts');
    const { confidence } = flags;
    const documents = documentsOf(designs, files);
    return comparisonPaper({
      rows,
      variants,
      confidence,
      scenario: first,
      documents,
      command: commandLine('compare', files, againWith(flags)),
    });
  });
  return interrupted ? INTERRUPTED : HELD;
}

function designsOf(files: readonly string[], { vary, set }: CompareFlags): Design[] {
  const overrides = vary === undefined ? [null] : alternativesOf(vary);
  const designs = files.flatMap((file) => {
    const opened = openFile(file);
    return overrides.map((override): Design => {
      const changed = override === null ? set : [...set, `${override.path}=${override.value}`];
      const name = override === null ? file : files.length > 1 ? `${file} ${override.value}` : override.value;
      return { name, file, loaded: opened.load(changed) };
    });
  });
  if (designs.length < 2)
    throw new Refusal('There is nothing to compare: give two files, or --vary path=value,value.', USAGE);
  const twice = designs.find(({ name }, i) => designs.findIndex((other) => other.name === name) < i);
  if (twice !== undefined)
    throw new Refusal(`${twice.name} is there twice, and a design differs from itself in nothing.`, USAGE);
  if (designs.length > MOST_VARIANTS)
    throw new Refusal(
      `These are ${designs.length} designs; at most ${MOST_VARIANTS} can be compared.`,
      USAGE,
    );
  return designs;
}

function aboutOf(designs: readonly Design[], { set }: CompareFlags): About {
  const documents = new Map(designs.map(({ file, loaded: { source } }) => [file, source.text]));
  return {
    experiment: 'comparison',
    documents: [...documents].map(([name, text]) => ({ name, text })),
    set,
    design: {
      variants: designs.map(({ name, file, loaded: { source } }) => ({ name, file, set: source.set })),
    },
    labels: { variant: 'The design that was run.' },
  };
}

/** `lb.policy=round-robin,random`: what is varied, and its values. */
function alternativesOf(vary: string): { path: string; value: string }[] {
  const [, path, values] = /^([^=]+)=(.+)$/.exec(vary) ?? [];
  if (path === undefined)
    throw new Refusal(
      `--vary ${vary}: write a path and its values, such as lb.policy=round-robin,random.`,
      USAGE,
    );
  return listOfValues(values).map((value) => ({ path, value }));
}

/** Each document once: what is varied in one of them is told by the command. */
function documentsOf(designs: readonly Design[], files: readonly string[]): { name: string; text: string }[] {
  const each = designs.length / files.length;
  return files.map((name, i) => ({ name, text: designs[i * each].loaded.source.text }));
}

/** Options that make this comparison again. */
function againWith({ vary, at, replications, confidence, seed, set }: CompareFlags) {
  return {
    vary,
    at,
    replications,
    confidence: inPercent(confidence),
    seed,
    set,
  };
}

/** What is looked at when nobody says what: of the first client. */
export function usualFigures({ nodes }: Scenario): string[] {
  const client = nodes.find(({ kind }) => kind.tier === 'client')!;
  return USUAL.map((name) => `${client.id}.${name}`);
}

function requireFigures(
  rows: readonly Row[],
  figures: readonly string[],
  variants: readonly Variant[],
): void {
  if (rows.some(({ figure }) => figures.includes(figure))) return;
  const [own, ...others] = variants.map(({ outcomes }) => [...(outcomes[0]?.figures.keys() ?? [])]);
  const known = own.filter((figure) => others.every((each) => each.includes(figure)));
  throw new Refusal(
    `None of ${figures.join(', ')} has a value in at least two replications of every design. Figures that all have: ${known.join(', ')}.`,
    USAGE,
  );
}

function asJson(variants: readonly Variant[], rows: readonly Row[], flags: CompareFlags): object {
  return {
    schema: COMPARISON_SCHEMA,
    confidence: flags.confidence,
    verdict: verdictSentence(rows, flags.confidence),
    variants: variants.map(({ name, outcomes }) => ({
      name,
      replications: outcomes.map(({ seed, fingerprint, figures }) => ({
        seed,
        fingerprint,
        figures: Object.fromEntries(figures),
      })),
    })),
    figures: rows,
  };
}
