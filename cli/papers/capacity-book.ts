import { stripVTControlCharacters } from 'node:util';
import type { CapacityReport, Comparison } from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import type { Block, Cell, Section } from '../../view/paper/paper.ts';
import { answersText, lawText, none, replicas } from '../render/capacity-book.ts';
import { number, percent, seconds } from '../render/numbers.ts';

/** What formulas say of the same system, beside the runs, and why the two may differ. */
export function bookSection(report: CapacityReport): Section {
  return {
    title: 'What the formulas say',
    blocks: [
      ...nodesTable(report),
      ...sentences(report),
      ...comparisonsTable(report),
      ...reasonsList(report),
    ],
  };
}

function nodesTable({ book }: CapacityReport): Block[] {
  if (book.nodes.length === 0) return [];
  return [
    {
      kind: 'table',
      caption:
        'R arrivals a second, L of them at each of n replicas, P cores busy at the peak; Erlang C with all cores behind one queue, and apart with a queue for each replica',
      head: [
        '',
        'R',
        'L = R/n',
        'busy cores P',
        'C = P/80 %',
        'P + √P',
        'waits',
        'wait',
        'apart',
        'measured',
      ],
      rows: book.nodes.map((node) => [
        node.id,
        `${number(node.arrivals)}/s`,
        `${number(node.perReplica)}/s`,
        number(node.peakLoad),
        replicas(node.byUtilisation),
        replicas(node.bySquareRoot),
        percent(none(node.waits)),
        seconds(none(node.wait)),
        seconds(none(node.waitApart)),
        seconds(none(node.measuredWait)),
      ]),
    },
  ];
}

/** Sentences as the terminal has them, a paragraph each. */
function sentences(report: CapacityReport): Block[] {
  const lines = [...answersText(report).split('\n'), lawText(report)];
  const text = lines.map((line) => stripVTControlCharacters(line).trim()).filter((line) => line !== '');
  return [{ kind: 'prose', text: text.join('\n\n') }];
}

function comparisonsTable({ comparisons }: CapacityReport): Block[] {
  if (comparisons.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'The book and the runs; a load agrees within a tenth, a number of replicas exactly',
      head: ['question', 'formula', 'the book', 'the runs', ''],
      rows: comparisons.map((one): Cell[] => [
        one.question === 'load' ? 'the most load' : 'the fewest replicas',
        one.formula,
        shown(one, one.book),
        shown(one, one.run),
        one.agrees ? { text: 'agrees', tone: 'good' } : { text: 'differs', tone: 'open' },
      ]),
    },
  ];
}

function shown({ question }: Comparison, value: number): string {
  return question === 'load' ? `${number(value)} times the load` : replicas(value);
}

function reasonsList({ comparisons, reasons }: CapacityReport): Block[] {
  if (reasons.length === 0 || comparisons.every(({ agrees }) => agrees)) return [];
  return [
    { kind: 'prose', text: `Why they may differ:\n\n${reasons.map(({ text }) => `- ${text}`).join('\n')}` },
  ];
}
