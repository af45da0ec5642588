import { figureKind } from '../../sim-core/run/experiment/figures-of.ts';
import { estimateOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import { intervalsFigure } from '../../view/charts/intervals-figure.ts';
import type { Block, Figure, Paper, Section } from '../../view/paper/paper.ts';
import { goalSentence, namesOf, warningLines, worthLines, type Replicated } from '../render/replications.ts';
import { around, number, percent, quantity } from '../render/numbers.ts';
import { caveatsSection, storyOf } from './caveats.ts';
import { replayBlocks, type Origin } from './replay.ts';

/** Figures that are drawn run by run. */
const DRAWN = ['p99', 'mean', 'availability', 'goodput'];

/** Many runs of one scenario as a paper: means, their intervals, and how far single runs lie apart. */
export async function replicationsPaper(experiment: Replicated, origin: Origin): Promise<Paper> {
  const { scenario, outcomes, confidence } = experiment;
  const first = outcomes[0]?.seed ?? scenario.seed;
  const sections: Section[] = [
    {
      title: '',
      blocks: [
        ...objectives(experiment),
        ...goal(experiment),
        ...warningLines(outcomes).map((text): Block => ({ kind: 'verdict', tone: 'open', text })),
      ],
    },
    { title: 'The story', blocks: storyOf(scenario) },
    { title: 'How far the runs lie apart', blocks: pictures(experiment) },
    { title: 'All figures', blocks: [tableOf(experiment), ...worth(experiment)] },
    caveatsSection(
      scenario,
      `Intervals are of means over ${outcomes.length} independent runs (Student’s t): where the mean of very many such runs would lie, not where the next run will.`,
    ),
    { title: 'How to see one of them again', blocks: await replayBlocks(origin, first) },
  ];
  return {
    sort: 'Replications',
    title: scenario.title,
    basis: `${outcomes.length} runs, seeds ${first} to ${outcomes.at(-1)?.seed ?? first} · means with ${percent(confidence)} intervals`,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
  };
}

function objectives({ scenario, outcomes }: Replicated): Block[] {
  if (scenario.expect.length === 0) return [];
  const items = scenario.expect.map(({ text }, i) => {
    const held = outcomes.filter((outcome) => outcome.held[i] === true).length;
    return {
      tone: held === outcomes.length ? ('good' as const) : ('bad' as const),
      text,
      note: `held in ${held} of ${outcomes.length} runs`,
    };
  });
  return [{ kind: 'checklist', items }];
}

function goal(experiment: Replicated): Block[] {
  const found = goalSentence(experiment);
  return found === null ? [] : [{ kind: 'verdict', tone: found.reached ? 'good' : 'open', text: found.text }];
}

function pictures({ scenario, outcomes, confidence }: Replicated): Figure[] {
  const client = scenario.nodes.find(({ kind }) => kind.tier === 'client')!.id;
  return DRAWN.map((name) => `${client}.${name}`).flatMap((figure) => {
    const found = estimateOf(outcomes, figure, confidence);
    if (found === null || found.half === 0) return [];
    const { unit } = figureKind(figure);
    const label = (value: number) => quantity(value, unit);
    return [
      intervalsFigure({
        title: figure,
        summary: `The mean is ${around(found.mean, found.half, unit)}; each ring is one run.`,
        label,
        zero: false,
        rows: [
          {
            name: 'mean',
            mean: found.mean,
            half: found.half,
            text: around(found.mean, found.half, unit),
            tone: 'plain',
          },
          spreadRow(outcomes, figure, label),
        ],
      }),
    ];
  });
}

/** Every run by itself. */
function spreadRow(outcomes: readonly Outcome[], figure: string, label: (value: number) => string) {
  const values = outcomes.flatMap(({ figures }) => figures.get(figure) ?? []);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return {
    name: 'single runs',
    mean: (least + most) / 2,
    half: (most - least) / 2,
    text: `${label(least)} to ${label(most)}`,
    tone: 'plain' as const,
    points: values,
  };
}

function worth({ outcomes }: Replicated): Block[] {
  const text = worthLines(outcomes).join(' ');
  return text === '' ? [] : [{ kind: 'prose', tone: 'note', text }];
}

function tableOf({ outcomes, confidence }: Replicated): Block {
  const rows = namesOf(outcomes).flatMap((figure) => {
    const found = estimateOf(outcomes, figure, confidence);
    if (found === null) return [];
    const values = outcomes.flatMap(({ figures }) => figures.get(figure) ?? []);
    const { unit } = figureKind(figure);
    const shown = [found.mean, found.half, Math.min(...values), Math.max(...values)];
    return [[figure, ...shown.map((value) => quantity(value, unit)), number(found.n)]];
  });
  return { kind: 'table', caption: '', head: ['', 'mean', '±', 'least', 'most', 'runs'], rows };
}
