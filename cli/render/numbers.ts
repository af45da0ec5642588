/** Three significant digits; whole numbers from a thousand on. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e9) return `${digits(value / 1e9)}G`;
  if (size >= 1e6) return `${digits(value / 1e6)}M`;
  if (size >= 1e4) return `${digits(value / 1e3)}k`;
  return digits(value);
}

export function seconds(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size === 0) return '0 s';
  if (size < 1e-3) return `${digits(value * 1e6)} µs`;
  if (size < 1) return `${digits(value * 1e3)} ms`;
  return `${digits(value)} s`;
}

export function percent(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  // 99.97 % must not be shown as 100 %.
  const text = value > 0.99 && value < 1 ? String(Number((value * 100).toFixed(4))) : digits(value * 100);
  return `${text} %`;
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

/** A difference: with its sign. */
export function signed(value: number, unit: string): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${quantity(Math.abs(value), unit)}`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}
