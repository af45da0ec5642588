import {
  bimodal,
  boundedPareto,
  constant,
  empirical,
  erlang,
  exponential,
  gamma,
  hyperexponential,
  lognormal,
  lognormalQuantiles,
  pareto,
  uniform,
  weibull,
  type Distribution,
} from '../random/distributions.ts';
import { nearest } from './nearest.ts';
import { formatQuantity, parseQuantity, type Complaint, type Dimension } from './units.ts';

/** How one dimension writes its distributions. */
export interface Grammar {
  readonly dimension: Dimension;
  readonly examples: readonly string[];
}

export const durationGrammar: Grammar = {
  dimension: 'duration',
  examples: ['250ms', 'exponential 500ms', 'lognormal p50 20ms p99 120ms'],
};

export const bytesGrammar: Grammar = {
  dimension: 'bytes',
  examples: ['4KiB', 'exponential 10kB', 'lognormal p50 2kB p99 1MB'],
};

/**
 * One way to write a distribution. In a pattern Q stands for a quantity with its unit, N for a plain
 * number, P for a share; other words stand for themselves.
 */
interface Form {
  readonly pattern: readonly string[];
  /** Code of the rule that the arguments break, or null. */
  readonly broken: (...args: number[]) => string | null;
  readonly make: (...args: number[]) => Distribution;
}

function form(pattern: string, make: Form['make'], broken: Form['broken'] = () => null): Form {
  return { pattern: pattern.split(' '), make, broken };
}

const positive = (mean: number) => (mean > 0 ? null : 'distribution-not-positive');

function within(value: number, min: number, max: number, mean: number, rule: string): string | null {
  return value >= min && value <= max ? positive(mean) : rule;
}

const FORMS: readonly Form[] = [
  form('constant Q', (value) => constant(value)),
  form('uniform Q Q', uniform, (low, high) => (low <= high ? null : 'distribution-order')),
  form('exponential Q', exponential, positive),
  form('erlang N Q', erlang, (k, mean) =>
    k === Math.floor(k) ? within(k, 1, 1000, mean, 'distribution-stages') : 'distribution-stages',
  ),
  form('hyperexponential Q scv N', hyperexponential, (mean, scv) =>
    within(scv, 1, 1e6, mean, 'distribution-scv'),
  ),
  form('lognormal p50 Q p99 Q', lognormalQuantiles, (p50, p99) =>
    p99 > p50 ? positive(p50) : 'distribution-quantiles',
  ),
  form('lognormal Q cv N', lognormal, (mean, cv) => within(cv, 0.001, 100, mean, 'distribution-cv')),
  form('weibull N mean Q', weibull, (shape, mean) => within(shape, 0.1, 100, mean, 'distribution-shape')),
  form('pareto N min Q', pareto, (shape, min) => within(shape, 0.1, 100, min, 'distribution-shape')),
  form('pareto N min Q max Q', boundedPareto, (shape, min, max) =>
    max > min ? within(shape, 0.1, 100, min, 'distribution-shape') : 'distribution-order',
  ),
  form('gamma N mean Q', gamma, (shape, mean) => within(shape, 0.1, 10_000, mean, 'distribution-shape')),
  form('bimodal Q P Q', (low, chance, high) => bimodal(low, high, chance)),
];

/** Names of the shapes, for help. */
export const shapes: readonly string[] = [...new Set(FORMS.map(({ pattern }) => pattern[0]))];

/** How the shapes are written, for help: `uniform 1ms 3ms`. */
function usageOf(shape: string, { dimension }: Grammar): string[] {
  const quantities = dimension === 'bytes' ? ['4kB', '1MB', '8MB'] : ['10ms', '100ms', '10s'];
  return FORMS.filter(({ pattern }) => pattern[0] === shape).map(({ pattern }) => {
    let next = 0;
    const words = pattern.map((word) =>
      word === 'Q' ? quantities[next++] : word === 'N' ? '2' : word === 'P' ? '90%' : word,
    );
    return words.join(' ');
  });
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
}

const LONGEST = 120;
const MOST_VALUES = 100_000;

/** Reads a distribution from its text. Bounds are on its mean. */
export function parseDistribution(
  grammar: Grammar,
  input: unknown,
  bounds: Bounds,
): { value: Distribution } | Complaint {
  const text = typeof input === 'number' ? String(input) : input;
  if (typeof text !== 'string' || text.length > LONGEST) return notADistribution(grammar);
  const words = text.trim().split(/\s+/);
  const full = words.length === 1 && /^[+-]?\d/.test(words[0]) ? ['constant', ...words] : words;
  const forms = FORMS.filter(({ pattern }) => pattern[0] === full[0]);
  if (forms.length === 0) return unknownShape(full);
  const fitting = forms.find(({ pattern }) => fits(pattern, full));
  if (fitting === undefined) {
    return {
      code: forms.some(({ pattern }) => pattern.includes('P'))
        ? 'distribution-usage-chance'
        : 'distribution-usage',
      data: { shape: full[0], usage: usageOf(full[0], grammar).join('` or `') },
    };
  }
  return build(grammar, fitting, full, text, bounds);
}

/** Reads `{ values: [1ms, 4ms, …] }`: samples are drawn from the list. */
export function readValues(grammar: Grammar, input: object): { value: Distribution } | Complaint {
  const { values, ...others } = input as { values?: unknown };
  if (!Array.isArray(values) || values.length === 0 || Object.keys(others).length > 0)
    return notADistribution(grammar);
  if (values.length > MOST_VALUES) {
    return { code: 'too-many-entries', data: { max: MOST_VALUES, size: values.length } };
  }
  const numbers: number[] = [];
  for (const value of values) {
    const number = parseQuantity(grammar.dimension, value);
    if (typeof number !== 'number') return number;
    const bad = checkQuantity(grammar, number);
    if (bad !== null) return bad;
    numbers.push(number);
  }
  return { value: empirical(numbers) };
}

function fits(pattern: readonly string[], words: readonly string[]): boolean {
  return (
    pattern.length === words.length && pattern.every((word, i) => /^[QNP]$/.test(word) || word === words[i])
  );
}

function build(
  grammar: Grammar,
  { pattern, broken, make }: Form,
  words: string[],
  text: string,
  bounds: Bounds,
) {
  const args: number[] = [];
  for (const [i, word] of pattern.entries()) {
    if (!/^[QNP]$/.test(word)) continue;
    const dimension = word === 'Q' ? grammar.dimension : word === 'P' ? 'share' : 'number';
    const value = parseQuantity(dimension, words[i], word === 'Q' ? bounds.unit : undefined);
    if (typeof value !== 'number') return inContext(value, words[i], text);
    const bad = word === 'Q' ? checkQuantity(grammar, value) : word === 'P' ? checkShare(value) : null;
    if (bad !== null) return bad;
    args.push(value);
  }
  const rule = broken(...args);
  if (rule !== null) return { code: rule, data: { shape: words[0], value: text } };
  const value = make(...args);
  return checkMean(grammar, value.mean, bounds) ?? { value };
}

/** The suggestion is the whole text again, with the one word put right. */
function inContext({ code, data }: Complaint, word: string, text: string): Complaint {
  if (typeof data.suggestion !== 'string') return { code, data };
  return {
    code,
    data: { ...data, word, suggestion: text.trim().replace(word, () => String(data.suggestion)) },
  };
}

function checkQuantity({ dimension }: Grammar, value: number): Complaint | null {
  const max = dimension === 'duration' ? 366 * 86400 : 1e18;
  if (value >= 0 && value <= max) return null;
  const data = {
    value: formatQuantity(dimension, value),
    min: formatQuantity(dimension, 0),
    max: formatQuantity(dimension, max),
  };
  return {
    code: value < 0 ? 'too-small' : 'too-large',
    data: { ...data, suggestion: value < 0 ? data.min : data.max },
  };
}

function checkShare(value: number): Complaint | null {
  if (value >= 0 && value <= 1) return null;
  const data = { value: formatQuantity('share', value), min: '0%', max: '100%' };
  return {
    code: value < 0 ? 'too-small' : 'too-large',
    data: { ...data, suggestion: value < 0 ? data.min : data.max },
  };
}

function checkMean(
  { dimension }: Grammar,
  mean: number,
  { min = 0, max = Infinity }: Bounds,
): Complaint | null {
  if (mean >= min && mean <= max) return null;
  const data = {
    mean: formatQuantity(dimension, mean),
    min: formatQuantity(dimension, min),
    max: formatQuantity(dimension, max),
  };
  return { code: mean < min ? 'mean-too-small' : 'mean-too-large', data };
}

function notADistribution({ examples }: Grammar): Complaint {
  return { code: 'not-a-distribution', data: { examples: examples.join('`, `') } };
}

function unknownShape(words: string[]): Complaint {
  const shape = nearest(words[0], shapes);
  const data = { shape: words[0].slice(0, 40), shapes: shapes.join(', ') };
  if (shape === null) return { code: 'unknown-shape', data };
  return {
    code: 'unknown-shape',
    data: { ...data, near: shape, suggestion: [shape, ...words.slice(1)].join(' ') },
  };
}
