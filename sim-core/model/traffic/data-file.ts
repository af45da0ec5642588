/** Requests counted from one line of a file to the next. */
export interface RateStep {
  /** Seconds from the first line. */
  readonly from: number;
  readonly to: number;
  readonly requests: number;
}

/** Longer lines are bad: servers refuse requests far shorter than that. */
export const LONGEST_LINE = 16_384;

/** What a recording does not tell about a request. */
export const UNKNOWN = -1;

/** One request of a recording. */
export interface TraceEntry {
  /** Seconds from the first. */
  readonly at: number;
  /** {@link UNKNOWN} when it is not told. */
  readonly key: number;
  /** Bytes of the answer; {@link UNKNOWN} when they are not told. */
  readonly bytes: number;
  /** Name of its class; empty when it is not told. */
  readonly class: string;
}

/** What could be read, and what could not: bad lines are counted, and the first is named. */
export interface Reading<T> {
  readonly entries: readonly T[];
  readonly badLines: number;
  /** From 1; 0 if there is none. */
  readonly firstBadLine: number;
  /** The first few of them. */
  readonly badAt: readonly number[];
}

/** Bad lines that are named. */
const MOST_NAMED = 5;

/** Reads what it can, line by line. @param first from 0. @param read null for a line that makes no sense. */
export function readLines<T>(text: string, first: number, read: (line: string) => T | null): Reading<T> {
  const entries: T[] = [];
  let badLines = 0;
  const badAt: number[] = [];
  text.split('\n').forEach((line, i) => {
    if (i < first || !hasContent(line)) return;
    const entry = line.length > LONGEST_LINE ? null : read(line.trim());
    if (entry !== null) entries.push(entry);
    else if (badLines++ < MOST_NAMED) badAt.push(i + 1);
  });
  return { entries, badLines, firstBadLine: badAt[0] ?? 0, badAt };
}

function hasContent(line: string): boolean {
  return /^\s*[^\s#]/.test(line.slice(0, LONGEST_LINE));
}

type Row = Readonly<Record<string, string>>;

/**
 * Reads `seconds,requests`: how many requests came from each line's time to the next one's. The last line
 * counts for as long as the one before. Lines may be in any order; of two with the same time the later holds.
 */
export function readRates(text: string): Reading<RateStep> {
  const { entries, ...bad } = readTable(text, ['seconds', 'requests'], rateOf);
  const sorted = entries.toSorted((x, y) => x.seconds - y.seconds);
  const rows = sorted.filter(({ seconds }, i) => i + 1 === sorted.length || sorted[i + 1].seconds > seconds);
  const times = rows.map(({ seconds }) => seconds - rows[0].seconds);
  const last = times.length - 1;
  const end = last > 0 ? times[last] + (times[last] - times[last - 1]) : ONLY_STEP;
  const steps = rows.map(({ requests }, i) => ({ from: times[i], to: times[i + 1] ?? end, requests }));
  return { ...bad, entries: steps };
}

/** Seconds that a file of one line stands for. */
const ONLY_STEP = 60;

/** Reads `seconds[,key][,bytes][,class]`, in any order of columns and lines: one line for each request. */
export function readTrace(text: string): Reading<TraceEntry> {
  const { entries, ...bad } = readTable(text, ['seconds', 'key', 'bytes', 'class'], entryOf);
  const sorted = entries.toSorted((x, y) => x.at - y.at);
  return { ...bad, entries: sorted.map((entry) => ({ ...entry, at: entry.at - sorted[0].at })) };
}

function rateOf(row: Row): { seconds: number; requests: number } | null {
  const seconds = numberIn(row.seconds);
  const requests = numberIn(row.requests);
  return Number.isFinite(seconds) && requests >= 0 ? { seconds, requests } : null;
}

function entryOf({ seconds, key, bytes, class: name = '' }: Row): TraceEntry | null {
  const at = numberIn(seconds);
  const size = bytes === undefined || bytes === '' || bytes === '-' ? UNKNOWN : numberIn(bytes);
  if (!Number.isFinite(at) || !(size >= 0 || size === UNKNOWN)) return null;
  return { at, key: key === undefined || key === '' ? UNKNOWN : keyNumber(key), bytes: size, class: name };
}

/** NaN for what is no finite number. */
function numberIn(cell: string | undefined): number {
  return cell !== undefined && NUMBER.test(cell) ? Number(cell) : NaN;
}

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?(e[+-]?\d{1,2})?$/i;

/** @param usual names of the columns, when the first line has none: it has if it does not begin with a number. */
function readTable<T>(text: string, usual: readonly string[], read: (row: Row) => T | null): Reading<T> {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const all = plain.split('\n', HEADING_WITHIN);
  const at = Math.max(0, all.findIndex(hasContent));
  const cells = cellsOf((all[at] ?? '').slice(0, LONGEST_LINE).trim());
  const isHeading = cells[0] !== '' && Number.isNaN(numberIn(cells[0]));
  const names = isHeading ? cells.map((cell) => cell.toLowerCase()) : usual;
  return readLines(plain, isHeading ? at + 1 : 0, (line) => read(rowOf(line, names)));
}

/** Comments in front of a heading take no more lines than this. */
const HEADING_WITHIN = 1000;

function rowOf(line: string, names: readonly string[]): Row {
  const row: Record<string, string> = Object.create(null) as Record<string, string>;
  cellsOf(line).forEach((cell, i) => {
    if (i < names.length) row[names[i]] = cell;
  });
  return row;
}

/** Cells may be quoted, with quotes inside them doubled (RFC 4180 §2). */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',').map((cell) => cell.trim());
  const cells = line.match(/(?:^|,)\s*(?:"(?:[^"]|"")*"\s*|[^,]*)/g) ?? [];
  return cells.map((cell, i) => {
    const bare = (i > 0 || cell.startsWith(',') ? cell.slice(1) : cell).trim();
    return /^".*"$/s.test(bare) ? bare.slice(1, -1).replaceAll('""', '"') : bare;
  });
}

/** A key as a number: itself, or the FNV-1a hash of its text (RFC 9923), UTF-16 unit by unit. */
export function keyNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
