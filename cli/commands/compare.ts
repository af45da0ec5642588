import { compareVariants, type Row, type Variant } from '../../sim-core/run/experiment/comparison.ts';
import { seedsOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { Scenario } from '../../sim-core/scenario/index.ts';
import { HELD, INTERRUPTED, USAGE } from '../exit-codes.ts';
import { perform, type ExperimentFlags } from '../experiment.ts';
import type { Source } from '../executors/executor.ts';
import { Refusal } from '../files.ts';
import { loadFile } from '../load.ts';
import { comparisonText, verdictSentence } from '../render/comparison.ts';

export interface CompareFlags extends ExperimentFlags {
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
  readonly scenario: Scenario;
  readonly source: Source;
}

/** Runs several designs with the same luck and says which differ. */
export async function compareCommand(files: readonly string[], flags: CompareFlags): Promise<number> {
  const designs = designsOf(files, flags);
  const seeds = seedsOf({ seed: flags.seed ?? designs[0].scenario.seed }, flags.replications);
  const variants = designs.map(({ name }) => ({ name, outcomes: [] as Outcome[] }));
  const figures = flags.at.length > 0 ? flags.at : usualFigures(designs[0].scenario);
  // Seed by seed, so that an interrupted experiment has whole pairs.
  const tasks = seeds.flatMap((seed) => designs.map(({ source }) => ({ source, seed })));
  let ended = 0;
  const interrupted = await perform(
    {
      tasks,
      done: (outcome) => {
        variants[ended++ % designs.length].outcomes.push(outcome);
        return false;
      },
    },
    flags,
  );
  const rows = compareVariants(variants, figures, flags.confidence);
  requireFigures(rows, figures, variants);
  const text =
    flags.json === true
      ? JSON.stringify(asJson(variants, rows, flags), null, 2)
      : comparisonText(rows, variants, flags.confidence);
  process.stdout.write(`${text}\n`);
  return interrupted ? INTERRUPTED : HELD;
}

function designsOf(files: readonly string[], { vary, set }: CompareFlags): Design[] {
  const overrides = vary === undefined ? [null] : alternativesOf(vary);
  const designs = files.flatMap((file) =>
    overrides.map((override): Design => {
      const changed = override === null ? set : [...set, `${override.path}=${override.value}`];
      const { scenario, source } = loadFile(file, changed);
      const name = override === null ? file : files.length > 1 ? `${file} ${override.value}` : override.value;
      return { name, scenario, source };
    }),
  );
  if (designs.length < 2)
    throw new Refusal('There is nothing to compare: give two files, or --vary path=value,value.', USAGE);
  if (designs.length > MOST_VARIANTS)
    throw new Refusal(
      `These are ${designs.length} designs; at most ${MOST_VARIANTS} can be compared.`,
      USAGE,
    );
  return designs;
}

/** `lb.policy=round-robin,random`: what is varied, and its values. */
function alternativesOf(vary: string): { path: string; value: string }[] {
  const [, path, values] = /^([^=]+)=(.+)$/.exec(vary) ?? [];
  if (path === undefined)
    throw new Refusal(
      `--vary ${vary}: write a path and its values, such as lb.policy=round-robin,random.`,
      USAGE,
    );
  return values.split(',').map((value) => ({ path, value: value.trim() }));
}

function usualFigures({ nodes }: Scenario): string[] {
  const client = nodes.find(({ kind }) => kind.tier === 'client')!;
  return USUAL.map((name) => `${client.id}.${name}`);
}

function requireFigures(
  rows: readonly Row[],
  figures: readonly string[],
  variants: readonly Variant[],
): void {
  if (rows.length > 0) return;
  const known = [...(variants[0].outcomes[0]?.figures.keys() ?? [])];
  throw new Refusal(
    `None of ${figures.join(', ')} has a value in at least two replications of every design. Figures are: ${known.join(', ')}.`,
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
