import { formatQuantity, parseQuantity, type Dimension } from '../../model/units.ts';
import { exp, log } from '../../random/portable-math.ts';
import { listOfValues } from './list-of-values.ts';

/** One value of a factor. */
export interface Level {
  /** As it is put into the document. */
  readonly text: string;
  /** Where it lies on the factor's scale: a number in engine units, or its logarithm; for names, which one it is. */
  readonly position: number;
}

/** A setting that a sweep varies. */
export interface Factor {
  /** As in `--set`: `web.rate`. */
  readonly path: string;
  /** `names` have no order; `linear` and `log` are how the distance of two values is told. */
  readonly scale: 'names' | 'linear' | 'log';
  /** The values to try; for a range without a number of steps only its ends. */
  readonly levels: readonly Level[];
  /** Whether the values between the ends may be taken, too. */
  readonly isRange: boolean;
  /** A value of a range: 0 is its lower end, 1 its upper end. */
  readonly between: (share: number) => Level;
}

/** A factor that cannot be read: a sentence that says why. */
export interface FactorProblem {
  readonly problem: string;
}

export const MOST_LEVELS = 1000;
const RANGE = /^(?<low>.+?)\.\.(?<high>.+?)(?:\/(?<log>log\s*)?(?<steps>\d{1,9})|\/(?<only>log))?$/;
/** Words before a number, such as the `exponential` of `exponential 20ms`. */
const WORDS = /^(.*\s)?(\S+)$/;
const SINGLE = /^([+-]?[\d.]+)(\D*)$/;
/** In which units numbers are looked for; the bare numbers last. */
const DIMENSIONS: readonly Dimension[] = [
  'duration',
  'rate',
  'bytes',
  'bandwidth',
  'count',
  'share',
  'number',
];
/** Digits of values between the ends of a range. */
const DIGITS = 4;

/**
 * Reads `path=a,b,c`, `path=a..b/n` (n values at equal distances), `path=a..b/log n` (at equal ratios) or `path=a..b`
 * (anything between, for Latin hypercubes). Both ends have a unit where the setting has one. Ends that are whole
 * numbers without a unit give whole numbers.
 */
export function parseFactor(text: string): Factor | FactorProblem {
  const equals = text.indexOf('=');
  const path = text.slice(0, Math.max(0, equals)).trim();
  const values = text.slice(equals + 1).trim();
  if (path === '' || values === '')
    return { problem: `${text}: write a path and its values, such as web.rate=50/s..200/s/4.` };
  const range = RANGE.exec(values)?.groups;
  return range === undefined ? listed(path, values) : ranged(path, range);
}

function listed(path: string, values: string): Factor | FactorProblem {
  const texts = listOfValues(values);
  if (texts.includes('')) return { problem: `${path}=${values}: a value is missing between the commas.` };
  if (new Set(texts).size < texts.length) return { problem: `${path}=${values}: a value is there twice.` };
  if (texts.length > MOST_LEVELS) return { problem: `${path}: at most ${MOST_LEVELS} values can be tried.` };
  const numbers = numbersOf(texts);
  const levels = texts.map((text, i) => ({ text, position: numbers?.values[i] ?? i }));
  const between = (share: number): Level =>
    levels[Math.min(levels.length - 1, Math.floor(share * levels.length))];
  return { path, scale: numbers === null ? 'names' : 'linear', levels, isRange: false, between };
}

function ranged(path: string, groups: Readonly<Record<string, string | undefined>>): Factor | FactorProblem {
  const { low = '', high = '', steps } = groups;
  const [, words = '', first] = WORDS.exec(low.trim()) ?? [];
  const second = WORDS.exec(high.trim())?.[2] ?? '';
  const numbers = numbersOf([first ?? '', second]);
  if (numbers === null)
    return {
      problem: `${path}=${low}..${high}: both ends must be numbers of the same kind, with their units.`,
    };
  const [least, most] = numbers.values;
  const isLog = groups.log !== undefined || groups.only !== undefined;
  if (!(least < most)) return { problem: `${path}=${low}..${high}: the first end must be below the second.` };
  if (isLog && least <= 0) return { problem: `${path}=${low}..${high}: equal ratios need ends above 0.` };
  const n = steps === undefined ? 2 : Number(steps);
  if (n < 2 || n > MOST_LEVELS) return { problem: `${path}: a range has from 2 to ${MOST_LEVELS} steps.` };
  const write = writerFor(numbers, /^\d+$/.test(first) && /^\d+$/.test(second));
  const between = (share: number): Level => {
    if (share === 0) return { text: `${words}${first}`, position: isLog ? log(least) : least };
    if (share === 1) return { text: `${words}${second}`, position: isLog ? log(most) : most };
    const value = isLog ? least * exp(share * log(most / least)) : least + share * (most - least);
    const { text, value: written } = write(value);
    return { text: `${words}${text}`, position: isLog ? log(written) : written };
  };
  const all = Array.from({ length: n }, (_, i) => between(i / (n - 1)));
  const levels = all.filter(({ text }, i) => all.findIndex((other) => other.text === text) === i);
  return { path, scale: isLog ? 'log' : 'linear', levels, isRange: true, between };
}

interface Numbers {
  readonly dimension: Dimension;
  /** In engine units. */
  readonly values: readonly number[];
  /** Unit of the first, and what it is in engine units. */
  readonly unit: string;
  readonly size: number;
}

/** Texts as numbers of one dimension, or null if they are none. */
function numbersOf(texts: readonly string[]): Numbers | null {
  for (const dimension of DIMENSIONS) {
    const values = texts.map((text) => parseQuantity(dimension, text));
    const unit = SINGLE.exec(texts[0])?.[2] ?? '';
    const size = parseQuantity(dimension, `1${unit}`);
    if (values.every((value) => typeof value === 'number') && typeof size === 'number')
      return { dimension, values, unit, size };
  }
  return null;
}

/** Writes a value between the ends with few digits, and says which value that is. */
function writerFor({ dimension, unit, size }: Numbers, isWhole: boolean) {
  return (value: number): { text: string; value: number } => {
    const inUnit = value / size;
    const rounded = isWhole ? Math.round(inUnit) : Number(inUnit.toPrecision(DIGITS));
    const text = `${rounded}${unit}`;
    const read = parseQuantity(dimension, text);
    return typeof read === 'number'
      ? { text, value: read }
      : { text: formatQuantity(dimension, value), value };
  };
}
