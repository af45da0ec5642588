import { log } from '../../random/portable-math.ts';
import type { Law } from './law.ts';
import type { Sample } from './sample.ts';

/** Values that differ by less than this share of their mean are one value. */
const SAME = 1e-9;

/** Always the same value: only where all values are. Its likelihood has no bound, so nothing else is tried then. */
export function fitConstant({ mean, min, max }: Sample): Law | null {
  if (max - min > SAME * mean) return null;
  return {
    family: 'constant',
    parameters: [mean],
    freedom: 1,
    mean,
    logDensity: (x) => (Math.abs(x - mean) <= SAME * mean ? 0 : -Infinity),
    share: (x) => (x < mean * (1 - SAME) ? 0 : 1),
  };
}

/** From the least value to the greatest: the maximum-likelihood estimate, too narrow by about 2/n of its width. */
export function fitUniform({ min, max }: Sample): Law {
  const width = max - min;
  const density = -log(width);
  return {
    family: 'uniform',
    parameters: [min, max],
    freedom: 2,
    mean: min + width / 2,
    logDensity: (x) => (x >= min && x <= max ? density : -Infinity),
    share: (x) => Math.min(1, Math.max(0, (x - min) / width)),
  };
}
