/** Requests counted from one line of a file to the next. */
export interface RateStep {
  readonly from: number;
  readonly to: number;
  readonly requests: number;
}

/** One request of a trace. */
export interface TraceEntry {
  /** Seconds from the first. */
  readonly at: number;
  readonly key: number;
  /** Bytes of the answer. */
  readonly bytes: number;
}

/** What could be read, and what could not: bad lines are counted, and the first is named. */
export interface Reading<T> {
  readonly badLines: number;
  /** From 1; 0 if there is none. */
  readonly firstBadLine: number;
  readonly steps: readonly T[];
}

/** Lines of a text that are not empty and not comments, with their numbers. */
function* lines(text: string): Iterable<readonly [string, number]> {
  let number = 0;
  for (const line of text.split('\n')) {
    number++;
    const trimmed = line.trim();
    if (trimmed !== '' && !trimmed.startsWith('#')) yield [trimmed, number];
  }
}

/** Columns by name, or `fallback` when the first line is no heading. */
function columnsOf(
  first: string,
  fallback: readonly string[],
): { names: readonly string[]; isHeading: boolean } {
  const cells = first.split(',').map((cell) => cell.trim().toLowerCase());
  const isHeading = cells.some((cell) => /[a-z]/.test(cell) && Number.isNaN(Number(cell)));
  return { names: isHeading ? cells : fallback, isHeading };
}

/** Reads `seconds,requests`: how many requests came from each line's time to the next one's. */
export function readRates(text: string): Reading<RateStep> {
  const { rows, ...bad } = readTable(text, ['seconds', 'requests'], ['seconds', 'requests']);
  const steps = rows.map(({ seconds, requests }, i) => {
    const usual = rows.length > 1 ? rows[1].seconds - rows[0].seconds : 60;
    return { from: seconds, to: i + 1 < rows.length ? rows[i + 1].seconds : seconds + usual, requests };
  });
  return { ...bad, steps: steps.filter(({ from, to }) => to > from) };
}

/** Reads `seconds[,key][,bytes]`: one line for each request. */
export function readTrace(text: string): Reading<TraceEntry> {
  const { rows, ...bad } = readTable(text, ['seconds', 'key', 'bytes'], ['seconds']);
  const start = rows.reduce((least, { seconds }) => Math.min(least, seconds), Infinity);
  const steps = rows
    .map(({ seconds, key = 0, bytes = 0 }) => ({ at: seconds - start, key, bytes }))
    .sort((x, y) => x.at - y.at);
  return { ...bad, steps };
}

function readTable<const N extends string>(
  text: string,
  fallback: readonly N[],
  required: readonly N[],
): { rows: (Record<string, number> & { seconds: number })[]; badLines: number; firstBadLine: number } {
  const rows: (Record<string, number> & { seconds: number })[] = [];
  let names: readonly string[] | null = null;
  let badLines = 0;
  let firstBadLine = 0;
  for (const [line, number] of lines(text)) {
    if (names === null) {
      const found = columnsOf(line, fallback);
      ({ names } = found);
      if (found.isHeading) continue;
    }
    const row = rowOf(line, names);
    if (required.every((name) => Number.isFinite(row[name]))) rows.push(row as never);
    else if (badLines++ === 0) firstBadLine = number;
  }
  return { rows, badLines, firstBadLine };
}

function rowOf(line: string, names: readonly string[]): Record<string, number> {
  const row: Record<string, number> = {};
  line.split(',').forEach((cell, i) => {
    const name = names[i];
    if (name !== undefined) row[name] = name === 'key' ? keyNumber(cell.trim()) : Number(cell.trim() || 'x');
  });
  return row;
}

/** A key as a number: itself, or the FNV-1a hash of its text (Fowler, Noll, Vo; RFC 9923). */
export function keyNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
