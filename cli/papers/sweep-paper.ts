import { stripVTControlCharacters } from 'node:util';
import type { Factor } from '../../sim-core/run/experiment/factor.ts';
import { figureKind } from '../../sim-core/run/experiment/figures-of.ts';
import { estimateAt, type Safety } from '../../sim-core/run/experiment/sweep.ts';
import { linesFigure, type Line } from '../../view/charts/lines-figure.ts';
import type { Block, Cell, Figure, Paper, Section, Tone } from '../../view/paper/paper.ts';
import { around, number, percent, quantity, signedAround } from '../render/numbers.ts';
import { kneeNotes, kneeText } from '../render/scattered.ts';
import {
  findings,
  safeRegion,
  safeText,
  safeties,
  sentenceOf,
  type Found,
  type Swept,
} from '../render/sweep.ts';
import { caveatsSection, storyOf } from './caveats.ts';

/** More points than this are for the files of the sweep. */
const MOST_POINTS = 200;

const TONES: Readonly<Record<Safety['verdict'], Tone>> = {
  safe: 'good',
  unsafe: 'bad',
  mixed: 'open',
  unknown: 'open',
};

/** A sweep as a paper: which setting matters, how figures follow it, and where all objectives hold. */
export function sweepPaper(sweep: Swept, command: string): Paper {
  const { scenario, design, outcomes, confidence } = sweep;
  const found = findings(sweep);
  const sections: Section[] = [
    { title: '', blocks: [...found.flatMap(verdictOf), ...safetyVerdict(sweep)] },
    { title: 'The story', blocks: storyOf(scenario) },
    ...found.map((one) => ({
      title: one.figure,
      blocks: [...pictures(sweep, one), ...effectsTable(one, confidence), ...kneeBlocks(one)],
    })),
    { title: 'All points', blocks: [pointsTable(sweep)] },
    caveatsSection(
      scenario,
      'Effects are standardised: how much of a figure’s spread over the design a factor makes. They hold for the ranges that were tried.',
    ),
    {
      title: 'How to see it again',
      blocks: [
        { kind: 'code', caption: 'The same sweep in a shell', text: command, language: 'sh' },
        { kind: 'code', caption: 'The document', text: scenario.text, language: 'yaml', folded: true },
      ],
    },
  ];
  const most = Math.max(0, ...outcomes.map(({ length }) => length));
  return {
    sort: 'Sweep',
    title: scenario.title,
    basis: `${design.points.length} points (${design.name}), ${most} replications each with the same luck · ${percent(confidence)} intervals`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function verdictOf({ figure, effects }: Found): Block[] {
  if (effects === null) return [];
  const text = stripVTControlCharacters(sentenceOf(effects.effects, figure)).trim();
  const note =
    effects.confounded.length === 0
      ? {}
      : { note: `${effects.confounded.join(', ')} cannot be told from the other factors in this design.` };
  return [{ kind: 'verdict', tone: 'open', text, ...note }];
}

function safetyVerdict(sweep: Swept): Block[] {
  if (sweep.scenario.expect.length === 0) return [];
  const safety = safeties(sweep);
  const safe = safety.filter(({ verdict }) => verdict === 'safe').length;
  const region = safeRegion(sweep, safety);
  const where = region === null ? null : safeText(region, sweep);
  return [
    {
      kind: 'verdict',
      tone: safe === 0 ? 'bad' : safe === safety.length ? 'good' : 'open',
      text: `All objectives held in every run at ${safe} of ${safety.length} points.`,
      ...(where === null ? {} : { note: `Safe region: ${where.text}. ${where.note}`.trim() }),
    },
  ];
}

/** The figure along each factor that has an order. */
function pictures(sweep: Swept, { figure, knees }: Found): Figure[] {
  const { factors } = sweep.design;
  return factors.flatMap((factor, f) => {
    if (factor.scale === 'names') return [];
    const { unit } = figureKind(figure);
    const knee = knees.find(({ path }) => path === factor.path);
    const line = lineAlong(sweep, figure, factor, f);
    if (line === null) return [];
    return [
      linesFigure({
        title: `${figure} along ${factor.path}`,
        summary: `${factors.length === 1 ? 'Means over the replications; shaded: their intervals.' : 'Each ring is the mean at one point; the other factors differ, too.'}${knee === undefined ? '' : ` The curve turns at ${kneeText(knee)}.`}`,
        x: { name: factor.path, label: number, log: factor.scale === 'log' },
        y: { name: '', label: (value) => quantity(value, unit) },
        lines: [line],
      }),
    ];
  });
}

function lineAlong(
  { design, outcomes, confidence }: Swept,
  figure: string,
  factor: Factor,
  f: number,
): Line | null {
  const value = (position: number) => (factor.scale === 'log' ? Math.exp(position) : position);
  const known = design.points
    .map((point, p) => ({ x: value(point[f].position), at: estimateAt(outcomes[p], figure, confidence) }))
    .flatMap(({ x, at }) => (at === null ? [] : [{ x, mean: at.mean, half: at.half }]))
    .sort((a, b) => a.x - b.x);
  if (known.length < 2) return null;
  const line = {
    name: '',
    x: known.map(({ x }) => x),
    y: known.map(({ mean }) => mean),
    colour: 'first' as const,
  };
  if (design.factors.length > 1) return { ...line, form: 'rings' };
  const low = known.map(({ mean, half }) => mean - half);
  const high = known.map(({ mean, half }) => mean + half);
  return { ...line, band: { low, high } };
}

function effectsTable({ figure, effects }: Found, confidence: number): Block[] {
  if (effects === null) return [];
  const { unit } = figureKind(figure);
  const rows = effects.effects.map(({ path, standardised, change, from, to }): Cell[] => [
    path,
    signedAround(standardised.mean, standardised.half, ''),
    signedAround(change.mean, change.half, unit),
    `${from} … ${to}`,
  ]);
  return [
    {
      kind: 'table',
      caption: `Effects with ${percent(confidence)} intervals; together they make up ${percent(effects.explained)} of the variance`,
      head: ['', 'standardised', 'change', 'from … to'],
      rows,
    },
  ];
}

/** What is not told of knees, and why. */
function kneeBlocks({ scattered }: Found): Block[] {
  const notes = scattered === null ? [] : kneeNotes(scattered);
  return notes.length === 0 ? [] : [{ kind: 'prose', text: notes.map(asSentence).join(' ') }];
}

function asSentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

function pointsTable(sweep: Swept): Block {
  const { scenario, design, outcomes, figures, confidence } = sweep;
  const safety = safeties(sweep);
  const rows = design.points.slice(0, MOST_POINTS).map((point, p): Cell[] => [
    ...point.map(({ text }) => text),
    ...figures.map((figure) => {
      const found = estimateAt(outcomes[p], figure, confidence);
      const { unit } = figureKind(figure);
      return found === null ? '–' : around(found.mean, found.half, unit);
    }),
    ...(scenario.expect.length === 0
      ? []
      : [{ text: `${safety[p].held} of ${safety[p].runs} held`, tone: TONES[safety[p].verdict] }]),
  ]);
  const more =
    design.points.length > MOST_POINTS ? `The first ${MOST_POINTS} of ${design.points.length} points` : '';
  const judged = scenario.expect.length === 0 ? [] : ['objectives'];
  return {
    kind: 'table',
    caption: more,
    head: [...design.factors.map(({ path }) => path), ...figures, ...judged],
    rows,
  };
}
