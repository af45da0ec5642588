import { nearest } from './nearest.ts';

/** What a quantity measures. Engine units: seconds, per second, bytes, bytes per second, 0 … 1, plain. */
export type Dimension = 'duration' | 'rate' | 'bytes' | 'bandwidth' | 'share' | 'count' | 'number';

/**
 * Why a text was not accepted: a stable code and the facts for the sentence. The sentences themselves are
 * in `scenario/problem-texts.ts` and in the page's catalogs.
 */
export interface Complaint {
  readonly code: string;
  readonly data: Readonly<Record<string, string | number>>;
}

/** @param suggestion what was most likely meant; left out when it is null. */
export function complaint(
  code: string,
  data: Complaint['data'],
  suggestion: string | null = null,
): Complaint {
  return { code, data: suggestion === null ? data : { ...data, suggestion } };
}

/** value = number · 10^shift · times ÷ per; the shift is done on the text, so `0.1ms` is exactly 1e-4. */
interface Unit {
  readonly shift: number;
  readonly times: number;
  readonly per: number;
}

interface Scale {
  readonly units: ReadonlyMap<string, Unit>;
  /** Whether a number may stand alone. */
  readonly bare: boolean;
  /** A unit to propose when there is none. */
  readonly usual: string;
  readonly examples: readonly string[];
  /** Units to write values in, most welcome first. */
  readonly shown: readonly string[];
}

const LONGEST_NUMBER = 64;
const NUMBER = /^([+-]?\d{1,30}(?:\.\d{1,30})?)(?:[eE]([+-]?\d{1,3}))?(.*)$/s;

function unit(shift: number, times = 1, per = 1): Unit {
  return { shift, times, per };
}

const DURATIONS: [string, Unit][] = [
  ['ns', unit(-9)],
  ['us', unit(-6)],
  ['µs', unit(-6)],
  ['μs', unit(-6)], // the Greek letter looks the same as the micro sign
  ['ms', unit(-3)],
  ['s', unit(0)],
  ['min', unit(0, 60)],
  ['h', unit(0, 3600)],
  ['d', unit(0, 86400)],
];

const PERIODS: [string, Unit][] = [
  ['ms', unit(3)],
  ['s', unit(0)],
  ['min', unit(0, 1, 60)],
  ['h', unit(0, 1, 3600)],
  ['hour', unit(0, 1, 3600)],
  ['d', unit(0, 1, 86400)],
  ['day', unit(0, 1, 86400)],
];

const MAGNITUDES: [string, number][] = [
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
];

const PREFIXES: [string, number][] = [...MAGNITUDES, ['T', 12], ['P', 15]];

const BYTES: [string, Unit][] = [
  ['KB', unit(3)], // as people write it; 1,000 like MB and GB, never 1,024
  ...PREFIXES.map(([prefix, shift]): [string, Unit] => [`${prefix}B`, unit(shift)]),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi'].map((prefix, i): [string, Unit] => [
    `${prefix}B`,
    unit(
      0,
      [1, 2, 3, 4, 5].slice(0, i + 1).reduce((product) => product * 1024, 1),
    ),
  ]),
];

const SCALES: Record<Dimension, Scale> = {
  duration: scale(DURATIONS, 's', ['250ms', '3s', '4min'], ['s', 'ms', 'min', 'h', 'd', 'us', 'ns']),
  rate: scale(
    MAGNITUDES.flatMap(([prefix, shift]) =>
      PERIODS.map(([period, { shift: more, per }]): [string, Unit] => [
        `${prefix}/${period}`,
        unit(shift + more, 1, per),
      ]),
    ),
    '/s',
    ['11.6/s', '5k/s', '1M/day'],
    ['/s', 'k/s', 'M/s', '/min', '/h', '/day', 'k/day', 'M/day'],
  ),
  bytes: scale(
    BYTES,
    'B',
    ['512B', '4KiB', '10GB'],
    BYTES.map(([name]) => name).filter((name) => name !== 'KB'),
  ),
  bandwidth: scale(
    [
      ...PREFIXES.map(([prefix, shift]): [string, Unit] => [`${prefix}bit/s`, unit(shift, 1, 8)]),
      ...BYTES.map(([name, size]): [string, Unit] => [`${name}/s`, size]),
    ],
    'Mbit/s',
    ['10Gbit/s', '100MB/s'],
    ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s', 'B/s'],
  ),
  share: scale(
    [
      ['%', unit(-2)],
      ['', unit(0)],
    ],
    '%',
    ['80%', '0.8'],
    ['%', ''],
  ),
  count: scale(
    MAGNITUDES.map(([prefix, shift]) => [prefix, unit(shift)]),
    '',
    ['5', '100k'],
    ['', 'k', 'M', 'G'],
  ),
  number: scale([['', unit(0)]], '', ['1.5'], ['']),
};

function scale(units: [string, Unit][], usual: string, examples: string[], shown: string[]): Scale {
  const table = new Map(units);
  return { units: table, bare: table.has(''), usual, examples, shown };
}

/** What people write for what we call otherwise. */
const ALIASES = new Map(
  Object.entries({
    sec: 's',
    secs: 's',
    second: 's',
    seconds: 's',
    m: 'min',
    mins: 'min',
    minute: 'min',
    minutes: 'min',
    hr: 'h',
    hrs: 'h',
    hour: 'h',
    hours: 'h',
    day: 'd',
    days: 'd',
    msec: 'ms',
    millis: 'ms',
    milliseconds: 'ms',
    microseconds: 'us',
    nanoseconds: 'ns',
    rps: '/s',
    qps: '/s',
    tps: '/s',
    'req/s': '/s',
    'requests/s': '/s',
    'per second': '/s',
    '/sec': '/s',
    '/second': '/s',
    '/m': '/min',
    '/minute': '/min',
    '/hours': '/h',
    '/days': '/day',
    krps: 'k/s',
    b: 'B',
    byte: 'B',
    bytes: 'B',
    kb: 'kB',
    KB: 'kB',
    k: 'kB',
    mb: 'MB',
    M: 'MB',
    gb: 'GB',
    G: 'GB',
    tb: 'TB',
    T: 'TB',
    kib: 'KiB',
    kiB: 'KiB',
    mib: 'MiB',
    gib: 'GiB',
    K: 'k',
    mil: 'M',
    million: 'M',
    bps: 'bit/s',
    kbps: 'kbit/s',
    Mbps: 'Mbit/s',
    mbps: 'Mbit/s',
    Gbps: 'Gbit/s',
    gbps: 'Gbit/s',
    MBps: 'MB/s',
    GBps: 'GB/s',
    percent: '%',
    pct: '%',
  }),
);

/**
 * Reads a quantity as people write it into engine units.
 * @param preferred unit to propose when there is none.
 * @returns the number (never NaN, never −0; Infinity when it is too large), or what is wrong with it.
 */
export function parseQuantity(dimension: Dimension, input: unknown, preferred?: string): number | Complaint {
  if (typeof input === 'number' && !Number.isFinite(input))
    return { code: 'not-finite', data: { dimension } };
  const text = typeof input === 'number' ? String(input) : input;
  if (typeof text !== 'string') return notAQuantity(dimension);
  const match = text.length <= LONGEST_NUMBER ? NUMBER.exec(text) : null;
  if (match === null) return notAQuantity(dimension);
  const [, digits, exponent = '0', name] = match;
  const found = SCALES[dimension].units.get(name);
  if (found !== undefined) return convert(digits, Number(exponent), found);
  // Zero is the same in every unit.
  if (name === '' && Number(digits) === 0) return 0;
  if (/[\d,]/.test(name)) return withoutCommas(dimension, text);
  return wrongUnit(dimension, text.slice(0, text.length - name.length), name, preferred);
}

/** Some texts of this dimension, for help and messages. */
export function examplesOf(dimension: Dimension): readonly string[] {
  return SCALES[dimension].examples;
}

/** Names of all units of a dimension, without the empty one. */
export function unitsOf(dimension: Dimension): string[] {
  return [...SCALES[dimension].units.keys()].filter((name) => name !== '');
}

/** Whether a plain number may stand without a unit. */
export function isBareAllowed(dimension: Dimension): boolean {
  return SCALES[dimension].bare;
}

/**
 * The shortest text that {@link parseQuantity} reads back as exactly `value`: 0.25 → `250ms`.
 * Infinity is written `no limit`, which is for people only.
 */
export function formatQuantity(dimension: Dimension, value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'no limit' : String(value);
  const { shown, bare, usual } = SCALES[dimension];
  if (value === 0) return bare ? (dimension === 'share' ? '0%' : '0') : `0${shown[0]}`;
  const texts = shown.map((name) => inUnit(dimension, value, name)).filter((text) => text !== null);
  const best = texts.reduce<string | null>(
    (a, b) => (a !== null && readability(a) <= readability(b) ? a : b),
    null,
  );
  return best ?? `${value}${shown[0] ?? usual}`;
}

function inUnit(dimension: Dimension, value: number, name: string): string | null {
  const { shift, times, per } = SCALES[dimension].units.get(name) as Unit;
  const scaled = (value * per) / times;
  const [mantissa, exponent = '0'] = String(scaled).split('e');
  const moved = Number(`${mantissa}e${Number(exponent) - shift}`);
  const text = `${moved}${name}`;
  return parseQuantity(dimension, text) === value ? text : null;
}

/** Less is better: few digits, none behind the point, no exponent, rates per second. */
function readability(text: string): number {
  const digits = text.replace(/[^\d.].*$/s, '').length;
  const isSlow = /\/(min|h|day)$/.test(text);
  return digits + (text.includes('.') ? 2 : 0) + (/\de[+-]?\d/.test(text) ? 8 : 0) + (isSlow ? 4 : 0);
}

function convert(digits: string, exponent: number, { shift, times, per }: Unit): number {
  const value = (Number(`${digits}e${exponent + shift}`) * times) / per;
  return value === 0 ? 0 : value; // −0 becomes 0
}

function notAQuantity(dimension: Dimension): Complaint {
  return { code: 'not-a-quantity', data: { dimension, examples: SCALES[dimension].examples.join(', ') } };
}

/** `1,000B`: people mean a thousand, and others mean one. */
function withoutCommas(dimension: Dimension, text: string): Complaint {
  const { code, data } = notAQuantity(dimension);
  const plain = text.replace(/,(?=\d{3})/g, '');
  const isReadable =
    plain !== text && !plain.includes(',') && typeof parseQuantity(dimension, plain) === 'number';
  return complaint(code, data, isReadable ? plain : null);
}

function wrongUnit(dimension: Dimension, number: string, name: string, preferred?: string): Complaint {
  const { units, bare } = SCALES[dimension];
  const known = unitsOf(dimension);
  if (name === '') {
    const suggestion = number + (preferred ?? usualUnit(dimension, Number(number)));
    return { code: 'no-unit', data: { dimension, suggestion, units: known.join(', ') } };
  }
  const data = { dimension, unit: name.trim(), units: known.join(', ') };
  const alias = ALIASES.get(name.trim());
  const near = units.has(name.trim())
    ? name.trim()
    : alias !== undefined && units.has(alias)
      ? alias
      : nearest(name, known);
  if (near !== null) return { code: 'unknown-unit', data: { ...data, suggestion: number + near } };
  return known.length === 0 || (bare && dimension !== 'share')
    ? { code: 'needless-unit', data: { ...data, suggestion: number } }
    : {
        code: 'unknown-unit',
        data: { ...data, suggestion: number + (preferred ?? usualUnit(dimension, Number(number))) },
      };
}

/** People think of small durations in seconds and of large ones in milliseconds. */
function usualUnit(dimension: Dimension, value: number): string {
  return dimension === 'duration' && value >= 20 ? 'ms' : SCALES[dimension].usual;
}
