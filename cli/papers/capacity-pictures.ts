import {
  isAnswer,
  type CapacityReport,
  type LoadAnswer,
} from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import type { Decision } from '../../sim-core/run/experiment/capacity/boundary.ts';
import type { Tried } from '../../sim-core/run/experiment/capacity/load-question.ts';
import { linesFigure } from '../../view/charts/lines-figure.ts';
import type { Block, Cell, Table, Tone } from '../../view/paper/paper.ts';
import { LOST } from '../render/capacity.ts';
import { number, percent, seconds } from '../render/numbers.ts';

const TONES: Readonly<Record<Decision, Tone>> = { meets: 'good', misses: 'bad', undecided: 'open' };

/** Every load that was tried: how many runs met the objectives there, and how long answers took. */
export function loadBlocks({ load, knee }: CapacityReport): Block[] {
  if (!isAnswer(load) || load.tried.length < 2) return [];
  const x = { name: 'times the load', label: number, log: true };
  const table = loadTable(load);
  const marks = load.meets === null ? [] : [{ x: load.meets, text: `${number(load.meets)} meets them` }];
  const known = load.curve.filter(({ figures }) => figures.latency !== null);
  const factors = known.map(({ factor }) => factor);
  const reach = {
    from: Math.min(...load.tried.map(({ value }) => value)),
    to: Math.max(...load.tried.map(({ value }) => value)),
  };
  const rises = knee !== null && isAnswer(knee) ? knee.rises : null;
  const bend = rises !== null && rises > reach.from && rises < reach.to ? [{ x: rises, text: 'knee' }] : [];
  return [
    linesFigure({
      title: 'Runs that met the objectives',
      summary: 'Each ring is a load that was tried: the share of its runs in which all objectives held.',
      x: { ...x, ...reach },
      y: { name: '', label: percent, to: 1.05 },
      marks,
      lines: [
        {
          name: '',
          x: judged(load.tried).map(({ value }) => value),
          y: judged(load.tried).map(shareHeld),
          colour: 'first',
          form: 'rings',
        },
      ],
    }),
    linesFigure({
      title: 'How long answers took',
      summary: 'Mean latency of good answers at each load that was tried, on a logarithmic scale.',
      x: { ...x, ...reach },
      y: { name: '', label: seconds, log: true },
      marks: [...marks, ...bend],
      lines: [
        { name: '', x: factors, y: known.map(({ figures }) => figures.latency!), colour: 'first' },
        {
          name: '',
          x: factors,
          y: known.map(({ figures }) => figures.latency!),
          colour: 'first',
          form: 'rings',
        },
      ],
    }),
    table,
  ];
}

const judged = (tried: readonly Tried[]): readonly Tried[] =>
  tried.filter(({ held, missed }) => held + missed > 0);

const shareHeld = ({ held, missed }: Tried): number => held / (held + missed);

const heldText = ({ held, missed, decision }: Tried): Cell => ({
  text: held + missed === 0 ? 'no run needed' : `${held} of ${held + missed} held`,
  tone: TONES[decision],
});

function loadTable({ tried, curve }: LoadAnswer): Table {
  const rows = curve.map(({ factor, figures }): Cell[] => {
    const { offered, goodput, latency, utilisation } = figures;
    return [
      number(factor),
      heldText(tried.find(({ value }) => value === factor)!),
      `${number(offered)}/s`,
      `${number(goodput)}/s`,
      seconds(latency),
      percent(utilisation),
    ];
  });
  return {
    kind: 'table',
    caption: 'Every load that was tried',
    head: ['times the load', 'objectives', 'offered', 'useful', 'mean latency', 'busy'],
    rows,
  };
}

/** Every number of replicas that was tried, with nothing lost, one and a zone. */
export function replicaBlocks({ replicas }: CapacityReport): Block[] {
  const answers = replicas.filter((each) => isAnswer(each));
  const counts = new Set(answers.flatMap(({ tried }) => tried.map(({ value }) => value)));
  if (counts.size === 0) return [];
  const rows = [...counts]
    .sort((a, b) => a - b)
    .map((count): Cell[] => [
      String(count),
      ...answers.map(({ tried }) => {
        const found = tried.find(({ value }) => value === count);
        return found === undefined ? 'not tried' : heldText(found);
      }),
    ]);
  return [
    {
      kind: 'table',
      caption: 'At the load of the document; numbers that are not there follow from those that are',
      head: ['replicas', ...answers.map(({ lost }) => LOST[lost])],
      rows,
    },
  ];
}
