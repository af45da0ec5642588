import type { BookAnswers, NodeBook } from './book.ts';
import { isAnswer, type CapacityReport, type Comparison } from './capacity-report.ts';
import type { Bracket } from './load-question.ts';

/** Closer than this, a formula and the runs say the same of a load. Numbers of replicas are compared as they are. */
const SAME = 0.1;

/** The formulas' answers beside those of the runs, as far as both have one that is complete. */
export function comparisonsOf(
  { load, replicas }: Pick<CapacityReport, 'load' | 'replicas'>,
  book: BookAnswers,
  node: NodeBook | null,
): Comparison[] {
  const plain = replicas.find(({ lost }) => lost === 'nothing') ?? null;
  const most = isAnswer(load) ? known(load) : null;
  const fewest = isAnswer(plain) ? known(plain) : null;
  return [
    compared('load', 'C = P ÷ utilisation', book.loadByUtilisation, most),
    compared('load', 'Erlang C', book.loadByErlangC, most),
    compared('replicas', 'C = P ÷ utilisation', node?.byUtilisation ?? null, fewest),
    compared('replicas', 'square root', node?.bySquareRoot ?? null, fewest),
    compared('replicas', 'Erlang C', book.replicasByErlangC, fewest),
  ].flatMap((each) => each ?? []);
}

function known({ complete, meets }: Bracket): number | null {
  return complete ? meets : null;
}

function compared(
  question: Comparison['question'],
  formula: string,
  book: number | null,
  run: number | null,
): Comparison | null {
  if (book === null || run === null) return null;
  const agrees = question === 'replicas' ? book === run : Math.abs(book / run - 1) < SAME;
  return { question, formula, book, run, agrees };
}
