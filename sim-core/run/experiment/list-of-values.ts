const BRACKETS: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

/** `3ms, [1ms, 2ms]` → its two values: commas inside brackets or quotes part nothing. */
export function listOfValues(text: string): string[] {
  const values = [''];
  let depth = 0;
  let quote = '';
  for (const sign of text) {
    if (quote === '' && (sign === '"' || sign === "'") && values.at(-1)!.trim() === '') quote = sign;
    else if (sign === quote) quote = '';
    else if (quote === '') depth += BRACKETS[sign] ?? 0;
    if (sign === ',' && quote === '' && depth <= 0) values.push('');
    else values[values.length - 1] += sign;
  }
  return values.map((value) => value.trim());
}
