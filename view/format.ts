import { format } from 'd3-format';

const THIN = '\u2009';
const two = format('.2f');
const significant = format('.3~r');

/** A number and its unit, apart so that the unit can be set smaller. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

/** Seconds in the unit that needs the fewest digits. */
export function duration(seconds: number): Quantity {
  const size = Math.abs(seconds);
  if (size === 0) return { value: '0', unit: 's' };
  if (size < 1e-3) return { value: threeDigits(seconds * 1e6), unit: 'µs' };
  if (size < 1) return { value: threeDigits(seconds * 1e3), unit: 'ms' };
  if (size < 120) return { value: threeDigits(seconds), unit: 's' };
  if (size < 7200) return { value: threeDigits(seconds / 60), unit: 'min' };
  if (size < 172_800) return { value: threeDigits(seconds / 3600), unit: 'h' };
  return { value: threeDigits(seconds / 86_400), unit: 'd' };
}

/** How many, with k, M and G. */
export function amount(n: number): string {
  const size = Math.abs(n);
  if (size < 10_000) return Number.isInteger(n) ? String(n) : threeDigits(n);
  if (size < 1e6) return `${threeDigits(n / 1e3)}${THIN}k`;
  if (size < 1e9) return `${threeDigits(n / 1e6)}${THIN}M`;
  return `${threeDigits(n / 1e9)}${THIN}G`;
}

/** How many a second: as wide at 12.0 as at 12.3, and never a rounded 0 for something that happens. */
export function rate(perSecond: number): string {
  const size = Math.abs(perSecond);
  if (size >= 99.95) return amount(Math.round(perSecond));
  if (size >= 1) return perSecond.toFixed(1);
  return String(Number(perSecond.toPrecision(2)));
}

function bytes(n: number): Quantity {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = n;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return { value: threeDigits(value), unit: units[unit] };
}

/** 0.4 % but never a rounded 100 % for something short of it. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 99 && value < 100)
    return `${(Math.floor(value * 1000) / 1000).toFixed(value > 99.9 ? 3 : 2)}${THIN}%`;
  return `${value < 1 && value > 0 ? two(value) : threeDigits(value)}${THIN}%`;
}

export function inWords({ value, unit }: Quantity): string {
  return unit === '' ? value : `${value}${THIN}${unit}`;
}

/** Time on the clock of the run, of constant width for one duration: `4:07.32`. */
export function clock(seconds: number, total: number): string {
  const decimals = total <= 10 ? 4 : total < 120 ? 3 : total < 6000 ? 2 : total < 7200 ? 1 : 0;
  if (total < 120) return seconds.toFixed(decimals);
  const whole = Math.floor(seconds + 1e-9);
  const grains = Math.floor((seconds - whole) * 10 ** decimals + 1e-6);
  const fraction = decimals === 0 ? '' : `.${String(Math.max(0, grains)).padStart(decimals, '0')}`;
  const s = String(whole % 60).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (total < 7200) return `${minutes}:${s}${fraction}`;
  const hours = Math.floor(minutes / 60);
  if (total < 172_800) return `${hours}:${String(minutes % 60).padStart(2, '0')}:${s}`;
  return `${Math.floor(hours / 24)}d ${String(hours % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** A value of a metric in the unit its kind declares. */
export function inUnit(value: number, unit: string): Quantity {
  if (!Number.isFinite(value)) return { value: '–', unit: '' };
  switch (unit) {
    case 'seconds':
      return duration(value);
    case 'bytes':
      return bytes(value);
    case 'bytes/s':
      return { value: bytes(value).value, unit: `${bytes(value).unit}/s` };
    case 'fraction':
      return { value: percent(value).replace(`${THIN}%`, ''), unit: '%' };
    case 's':
      return duration(value);
    default:
      return { value: amount(value), unit: unit === '/s' ? '/s' : '' };
  }
}

function threeDigits(n: number): string {
  const size = Math.abs(n);
  if (size >= 999.5) return String(Math.round(n));
  if (size >= 99.95) return n.toFixed(0);
  if (size >= 9.995) return n.toFixed(1).replace(/\.0$/, '');
  return significant(n);
}
