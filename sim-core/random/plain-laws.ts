import { assert } from '../kernel/assert.ts';
import { squaredVariation, type Distribution } from './distribution.ts';

/** Always the same value. */
export function constant(value: number): Distribution {
  assert(Number.isFinite(value), 'a constant must be finite');
  return { kind: 'constant', mean: value, scv: 0, sample: () => value };
}

/** Evenly between `low` and `high`. */
export function uniform(low: number, high: number): Distribution {
  const width = high - low;
  assert(Number.isFinite(width) && width >= 0, 'uniform needs finite low <= high');
  const mean = low + width / 2;
  return {
    kind: 'uniform',
    mean,
    scv: squaredVariation(mean, (width * width) / 12),
    sample: (random) => low + width * random.next(),
  };
}

/** Two values: `low` with probability `chance`, else `high`. */
export function bimodal(low: number, high: number, chance: number): Distribution {
  assert(Number.isFinite(low) && Number.isFinite(high), 'bimodal needs two finite values');
  assert(chance >= 0 && chance <= 1, 'bimodal needs a probability');
  const gap = high - low;
  const mean = low * chance + high * (1 - chance);
  return {
    kind: 'bimodal',
    mean,
    scv: squaredVariation(mean, gap * gap * chance * (1 - chance)),
    sample: (random) => (random.next() < chance ? low : high),
  };
}
