import type { Cell as FigureCell, Row, Variant, Verdict } from '../../sim-core/run/experiment/comparison.ts';
import type { Scenario } from '../../sim-core/scenario/index.ts';
import { intervalsFigure } from '../../view/charts/intervals-figure.ts';
import type { Block, Cell, Figure, Paper, Section, Tone } from '../../view/paper/paper.ts';
import { gained, warningLines, WORDS } from '../render/comparison.ts';
import { around, counted, percent, quantity, signed, signedAround } from '../render/numbers.ts';
import { verdictSentence } from '../render/verdict-sentence.ts';
import { caveatsSection, storyOf } from './caveats.ts';

/** A comparison that was made. */
export interface Compared {
  readonly rows: readonly Row[];
  readonly variants: readonly Variant[];
  readonly confidence: number;
  /** Of the first design. */
  readonly scenario: Scenario;
  /** Documents that differ, by the name of their design. */
  readonly documents: readonly { readonly name: string; readonly text: string }[];
  /** The command that makes it again. */
  readonly command: string;
}

/** What is equal in every pair needs no sign. */
const TONES: Readonly<Record<Verdict, Tone | null>> = {
  better: 'good',
  worse: 'bad',
  differs: 'open',
  equal: null,
  'cannot-tell': 'open',
};

/** Several designs with the same luck as a paper: which differ, by how much, and how sure that is. */
export function comparisonPaper(compared: Compared): Paper {
  const { rows, variants, confidence, scenario, command } = compared;
  const [base] = variants;
  const sections: Section[] = [
    { title: '', blocks: [verdict(compared)] },
    { title: 'The story', blocks: storyOf(scenario) },
    ...rows.map((row) => ({ title: row.figure, blocks: [...pictures(row, base), tableOf(row)] })),
    { title: 'What to know about these runs', blocks: warnings(variants) },
    caveatsSection(
      scenario,
      `Every design met the same requests (common random numbers), so luck cancels in the differences. A verdict is given where the chance of a false alarm is below ${percent(1 - confidence)} over all comparisons of this report (Holm’s method); otherwise it cannot be told yet.`,
    ),
    {
      title: 'How to see it again',
      blocks: [
        { kind: 'code', caption: 'The same comparison in a shell', text: command, language: 'sh' },
        seedsTable(variants),
        ...compared.documents.map(({ name, text }): Block => ({
          kind: 'code',
          caption: `The document: ${name}`,
          text,
          language: 'yaml',
          folded: true,
        })),
      ],
    },
  ];
  return {
    sort: 'Comparison',
    title: scenario.title,
    basis: `${variants.length} designs, ${counted(base.outcomes.length, 'replication')} each with the same luck · ${percent(confidence)} intervals · compared with ${base.name}`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function verdict({ rows, confidence }: Compared): Block {
  const told = rows[0].cells.some(({ verdict: one }) => one !== null && one !== 'cannot-tell');
  const text = verdictSentence(rows, confidence);
  // A winner that loses elsewhere leaves the choice to the reader.
  return { kind: 'verdict', tone: told && !text.includes(', but loses ') ? 'good' : 'open', text };
}

function pictures({ figure, unit, cells }: Row, base: Variant): Figure[] {
  const label = (value: number) => quantity(value, unit);
  const absolute = intervalsFigure({
    title: `${figure} of each design`,
    summary: 'Means over the replications with their intervals.',
    label,
    zero: false,
    rows: cells.map(({ variant, estimate }) => ({
      name: variant,
      mean: estimate.mean,
      half: estimate.half,
      text: around(estimate.mean, estimate.half, unit),
      tone: 'plain',
    })),
  });
  const others = cells.filter(({ difference }) => difference !== null);
  const differences = intervalsFigure({
    title: `Difference from ${base.name}`,
    summary: 'Paired, seed by seed. An interval that holds zero says that luck alone could explain it.',
    label: (value) => signed(value, unit),
    zero: true,
    rows: others.map((cell) => ({
      name: cell.variant,
      mean: cell.difference!.mean,
      half: cell.difference!.half,
      text: amountOf(cell, unit),
      tone: TONES[cell.verdict!] ?? 'plain',
    })),
  });
  return [absolute, differences];
}

function amountOf({ difference }: FigureCell, unit: string): string {
  return signedAround(difference!.mean, difference!.half, unit);
}

function tableOf({ unit, cells }: Row): Block {
  const rows = cells.map((cell): Cell[] => {
    const { variant, estimate, difference, verdict: one } = cell;
    const mean = around(estimate.mean, estimate.half, unit);
    if (difference === null || one === null) return [variant, mean, '–', 'compared with', '–'];
    return [variant, mean, amountOf(cell, unit), worded(one), one === 'equal' ? '' : gained(difference.gain)];
  });
  return {
    kind: 'table',
    caption: '',
    head: ['', 'mean', 'difference', 'verdict', 'runs saved by pairing'],
    rows,
  };
}

function worded(verdict: Verdict): Cell {
  const tone = TONES[verdict];
  return tone === null ? WORDS[verdict] : { text: WORDS[verdict], tone };
}

function warnings(variants: readonly Variant[]): Block[] {
  return warningLines(variants).map((text): Block => ({ kind: 'verdict', tone: 'open', text }));
}

function seedsTable(variants: readonly Variant[]): Block {
  const seeds = variants[0].outcomes.map(({ seed }) => seed);
  return {
    kind: 'table',
    caption: 'Equal fingerprints are the same run, event for event. That of the first seed of each design:',
    head: ['', 'seeds', 'fingerprint'],
    rows: variants.map(({ name, outcomes }) => [
      name,
      `${seeds[0] ?? '–'} to ${seeds.at(-1) ?? '–'}`,
      outcomes[0]?.fingerprint ?? '–',
    ]),
  };
}
