import { COST_FIGURES, type Cell, type Row, type Verdict } from '../../sim-core/run/experiment/comparison.ts';
import { around, counted, percent, quantity, signedAround } from './numbers.ts';

/**
 * What may be said of the first figure: who beats the first design, by how much, and how sure that is; where the
 * winner loses; and what it costs beside the other.
 */
export function verdictSentence(rows: readonly Row[], confidence: number): string {
  const [{ figure, unit, better, cells }] = rows;
  const [base, ...others] = cells;
  const amount = (cell: Cell) => around(Math.abs(cell.difference!.mean), cell.difference!.half, unit);
  const pairs = (cell: Cell) => `${counted(cell.difference!.n, 'pair')}, same luck`;
  const by = (cell: Cell) => `by ${amount(cell)} at ${figure} (${percent(confidence)}, ${pairs(cell)})`;
  const ordered = others.toSorted(
    (a, b) => (better === 'more' ? -1 : 1) * (a.difference!.mean - b.difference!.mean),
  );
  const [best] = ordered;
  const besides = ({ variant }: Cell, winner: 'base' | 'other') => [
    ...losses(rows.slice(1), variant, winner === 'base' ? 'better' : 'worse'),
    ...costs(rows, variant, winner),
  ];
  const sentence = (...parts: string[]) => `${parts.join(', ')}.`;
  if (best.verdict === 'better')
    return sentence(`${best.variant} beats ${base.variant} ${by(best)}`, ...besides(best, 'other'));
  if (others.every(({ verdict }) => verdict === 'worse'))
    return sentence(
      `${base.variant} beats ${best.variant}${others.length > 1 ? ', the best of the others,' : ''} ${by(best)}`,
      ...besides(best, 'base'),
    );
  const differing = others.find(({ verdict }) => verdict === 'differs');
  if (differing !== undefined)
    return sentence(
      `${differing.variant} differs from ${base.variant} ${by(differing)}`,
      ...costs(rows, differing.variant, 'other'),
    );
  const open = ordered.find(({ verdict }) => verdict === 'cannot-tell');
  if (open === undefined) {
    const equal = ordered.find(({ verdict }) => verdict === 'equal')!;
    return sentence(
      `${equal.variant} and ${base.variant} are equal at ${figure} in every run (${pairs(equal)})`,
      ...costs(rows, equal.variant, 'other'),
    );
  }
  const { mean, half } = open.difference!;
  return sentence(
    `It can’t be told yet whether ${open.variant} differs from ${base.variant} at ${figure}: the difference is ${signedAround(mean, half, unit)} (${percent(confidence)}, ${pairs(open)})`,
    ...costs(rows, open.variant, 'other'),
  );
}

/** Figures at which the winner loses: what a verdict on one figure must not hide. */
function losses(rows: readonly Row[], variant: string, verdict: Verdict): string[] {
  const contrary = rows.flatMap(({ figure, unit, cells }) =>
    isCost(figure)
      ? []
      : cells
          .filter((cell) => cell.variant === variant && cell.verdict === verdict)
          .map(({ difference }) => `${quantity(Math.abs(difference!.mean), unit)} at ${figure}`),
  );
  return contrary.length === 0 ? [] : [`but loses ${contrary.join(' and ')}`];
}

/**
 * What the one whose sentence it is costs beside the other. Where nothing has a price, and where prices say equal but
 * cores do not (or the other way round), what there are cores for is said.
 */
function costs(rows: readonly Row[], variant: string, winner: 'base' | 'other'): string[] {
  const found = (name: string) => {
    const row = rows.find(({ figure }) => figure === name);
    const cell = row?.cells.find((each) => each.variant === variant);
    return cell === undefined ? null : { cell, base: row!.cells[0] };
  };
  const [prices, cores] = COST_FIGURES.map(found);
  const said = (name: string, { cell, base }: { cell: Cell; base: Cell }) =>
    `${name} ${winner === 'other' ? beside(cell, base) : beside(cell, cell, -1)}`;
  if (prices === null) return cores === null ? [] : [`${said('cost', cores)} (cores, no prices)`];
  const isEqual = ({ cell }: { cell: Cell }) => cell.verdict === 'equal';
  const apart = cores !== null && isEqual(cores) !== isEqual(prices);
  return [said('cost', prices), ...(apart ? [said('cores', cores)] : [])];
}

/** `equal`, `12 ± 2 % lower`, `can’t be told yet (+1.2 ± 2.0 %)`: in shares of what the reference costs. */
function beside({ difference, verdict }: Cell, reference: Cell, sign = 1): string {
  if (verdict === 'equal') return 'equal';
  const { mean, half } = difference!;
  const size = reference.estimate.mean;
  if (verdict === 'cannot-tell')
    return `can’t be told yet (${signedAround((sign * mean) / size, half / size, 'fraction')})`;
  const share = Math.abs(mean) / size;
  const exact = half === 0 ? quantity(share, 'fraction') : around(share, half / size, 'fraction');
  return `${exact} ${sign * mean < 0 ? 'lower' : 'higher'}`;
}

function isCost(figure: string): boolean {
  return figure.startsWith('cost.');
}
