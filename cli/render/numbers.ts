/** Three significant digits; whole numbers from a thousand on. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value === 0 ? '0' : inUnit(value, COUNTS);
}

export function seconds(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return value === 0 ? '0 s' : inUnit(value, SECONDS);
}

/** In the unit of what is shown: 0.9999 ms is 1 ms, and not 1000 µs. */
function inUnit(value: number, units: readonly Unit[]): string {
  const { per, suffix } = unitOf(Number(value.toPrecision(3)), units);
  return `${digits(value / per)}${suffix}`;
}

export function percent(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return `${value > 0.99 && value < 1 ? nearlyAll(value) : digits(value * 100)} %`;
}

/** 99.97 % must not be shown as 100 %, nor 99.99999 %: four decimals, and as many nines as there are. */
function nearlyAll(value: number): string {
  const decimals = Math.max(4, Math.ceil(-Math.log10(1 - value)) - 2);
  return String(Number((value * 100).toFixed(Math.min(decimals, 12))));
}

/** A value in the unit of its metric. */
export function quantity(value: number, unit: string): string {
  switch (unit) {
    case 'seconds':
    case 's':
      return seconds(value);
    case 'fraction':
      return percent(value);
    case '/s':
      return `${number(value)}/s`;
    case 'bytes':
      return `${number(value)}B`;
    default:
      return number(value);
  }
}

/**
 * A value and the half-width of its interval in one unit: `31.2 ± 4.0 ms`. The half-width is rounded up, to two digits,
 * or as finely as four digits of the value are.
 */
export function around(mean: number, half: number, unit: string): string {
  if (!Number.isFinite(half)) return `${quantity(mean, unit)} ± –`;
  const size = Math.max(Math.abs(mean), half);
  const { per, suffix } = scaleOf(size, unit);
  const value = mean / per;
  // What rounding leaves of a half-width is none.
  const width = half < 1e-12 * size ? 0 : half / per;
  if (width === 0) return `${unit === 'fraction' ? percent(mean).slice(0, -2) : digits(value)} ± 0${suffix}`;
  const coarse = Math.min(decimalsOf(width, 2), decimalsOf(size / per, 4));
  const isNearlyAll = unit === 'fraction' && mean < 1 && mean > 0.99;
  const decimals = isNearlyAll ? Math.max(coarse, decimalsOf(100 - value, 1)) : coarse;
  const up = Math.ceil(width * 10 ** decimals - 1e-9) / 10 ** decimals;
  return `${value.toFixed(decimals)} ± ${up.toFixed(decimals)}${suffix}`;
}

/** The same for a difference: with its sign. */
export function signedAround(mean: number, half: number, unit: string): string {
  return `${mean > 0 ? '+' : mean < 0 ? '−' : ''}${around(Math.abs(mean), half, unit)}`;
}

/** Decimals that show so many digits of a positive number, and all of those before the point. */
function decimalsOf(size: number, keep: number): number {
  return Math.min(9, Math.max(0, keep - 1 - Math.floor(Math.log10(size))));
}

interface Unit {
  /** The least size that is told in it. */
  readonly from: number;
  readonly per: number;
  readonly suffix: string;
}

const SECONDS: readonly Unit[] = [
  { from: 1, per: 1, suffix: ' s' },
  { from: 1e-3, per: 1e-3, suffix: ' ms' },
  { from: 0, per: 1e-6, suffix: ' µs' },
];
const COUNTS: readonly Unit[] = [
  { from: 1e9, per: 1e9, suffix: 'G' },
  { from: 1e6, per: 1e6, suffix: 'M' },
  { from: 1e4, per: 1e3, suffix: 'k' },
  { from: 0, per: 1, suffix: '' },
];

function scaleOf(size: number, unit: string): { readonly per: number; readonly suffix: string } {
  if (unit === 'fraction') return { per: 0.01, suffix: ' %' };
  const isTime = unit === 's' || unit === 'seconds';
  const { per, suffix } = unitOf(size, isTime ? SECONDS : COUNTS);
  return { per, suffix: unit === '/s' ? `${suffix}/s` : unit === 'bytes' ? `${suffix}B` : suffix };
}

function unitOf(value: number, units: readonly Unit[]): Unit {
  return units.find(({ from }) => Math.abs(value) >= from)!;
}

/** How many of something: `1 scenario`, `3 scenarios`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A difference: with its sign. */
export function signed(value: number, unit: string): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${quantity(Math.abs(value), unit)}`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
