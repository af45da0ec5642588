import { constant, zipf, type Distribution } from '../random/distributions.ts';
import type { Random } from '../random/generator.ts';
import { parseQuantity, type Complaint } from './units.ts';

const MOST_KEYS = 1e9;
const FORM = /^(?:one|uniform of (\S{1,30})|zipf (\S{1,30}) of (\S{1,30}))$/;

/** Reads a key space: which of n things a request is about, as a distribution over 0 … n−1. */
export function parseKeys(input: unknown): { value: Distribution } | Complaint {
  const match = typeof input === 'string' && input.length <= 80 ? FORM.exec(input.trim()) : null;
  if (match === null) return { code: 'not-keys', data: {} };
  const [text, uniformSize, exponentText, zipfSize] = match;
  if (text === 'one') return { value: constant(0) };
  const size = parseQuantity('count', uniformSize ?? zipfSize);
  if (typeof size !== 'number') return size;
  if (size < 1 || size > MOST_KEYS || size !== Math.floor(size))
    return { code: 'keys-size', data: { max: '1G' } };
  if (uniformSize !== undefined) return { value: uniformKeys(size) };
  const exponent = parseQuantity('number', exponentText);
  if (typeof exponent !== 'number') return exponent;
  if (!(exponent > 0 && exponent <= 10)) return { code: 'keys-exponent', data: { value: exponentText } };
  return { value: zipf(exponent, size) };
}

/** Every integer 0 … n−1 with the same chance. */
function uniformKeys(n: number): Distribution {
  const mean = (n - 1) / 2;
  const scv = n === 1 ? 0 : (n * n - 1) / 12 / (mean * mean);
  return { kind: 'uniform', mean, scv, sample: (random: Random) => random.int(n) };
}
