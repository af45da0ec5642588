import { keyNumber, UNKNOWN } from '../../model/traffic/data-file.ts';
import type { LogRecord } from '../../model/traffic/log-record.ts';
import { fitZipf } from '../../stats/fit/fit-zipf.ts';
import { fitValues, type ValueFit } from './fit-values.ts';

/** Requests that belong together: one method, and one shape of path. */
export interface ClassFit {
  /** As a scenario may call it. */
  readonly name: string;
  /** What it stands for: `GET /orders/:id`. */
  readonly pattern: string;
  readonly requests: number;
  readonly share: number;
  readonly writes: boolean;
  /** Share of answers with a status of 500 or more; null where none is told. */
  readonly failed: number | null;
  /** How long they took; null where the log does not tell, or hardly. */
  readonly durations: ValueFit | null;
  readonly sizes: ValueFit | null;
  /** Distinct paths, and how uneven their popularity is. */
  readonly paths: { readonly count: number; readonly exponent: number };
}

/** So many classes at most; the rest is one more. */
const MOST_CLASSES = 8;
/** Rarer ones go to the rest. */
const LEAST_SHARE = 0.01;
const WRITING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Files that pages bring with them. */
const STATIC =
  /\.(?:css|js|mjs|map|png|jpe?g|gif|ico|svg|webp|avif|woff2?|ttf|eot|otf|mp[34]|webm|pdf|zip|gz|txt|xml|rss)$/i;
/** Parts of a path that name one thing rather than a sort: numbers, hashes, UUIDs, dates. */
const ONE_THING = /^(?:\d[\d.,-]*|[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|[A-Za-z0-9_-]{22,}|.*%.*|.*\d{3,}.*)$/i;
/** Parts of a path that are kept. */
const DEEPEST = 3;
/** Paths that are told apart in one class. */
const MOST_PATHS = 100_000;

/** Sorts requests by method and the shape of their path. @param tick of the log's clock, for durations of 0. */
export function fitClasses(records: readonly LogRecord[], tick: number): ClassFit[] {
  const groups = new Map<string, LogRecord[]>();
  for (const record of records) {
    const pattern = patternOf(record);
    const group = groups.get(pattern);
    if (group === undefined) groups.set(pattern, [record]);
    else group.push(record);
  }
  const ordered = [...groups].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const kept = ordered.filter(
    ([, group], i) => i < MOST_CLASSES && group.length >= LEAST_SHARE * records.length,
  );
  const rest = ordered.slice(kept.length).flatMap(([, group]) => group);
  const all = rest.length > 0 ? [...kept, ['everything else', rest] as const] : kept;
  const names = new Set<string>();
  return all.map(([pattern, group]) => classOf(pattern, group, records.length, tick, names));
}

function classOf(
  pattern: string,
  group: readonly LogRecord[],
  total: number,
  tick: number,
  names: Set<string>,
): ClassFit {
  const told = group.filter(({ status }) => status !== UNKNOWN);
  const durations = group.map(({ duration }) => duration).filter((value) => value >= 0);
  const sizes = group.map(({ bytes }) => bytes).filter((value) => value >= 0);
  return {
    name: nameFor(pattern, names),
    pattern,
    requests: group.length,
    share: group.length / total,
    writes: WRITING.has(group[0].method) && pattern !== 'everything else',
    failed: told.length === 0 ? null : told.filter(({ status }) => status >= 500).length / told.length,
    durations: fitValues(durations, tick / 2),
    sizes: fitValues(sizes, 0),
    paths: popularityOf(group),
  };
}

/** `GET /orders/:id`: a shape that many paths share. */
export function patternOf({ method, path }: Pick<LogRecord, 'method' | 'path'>): string {
  const shape = STATIC.test(path) ? 'static files' : shapeOf(path);
  return method === '' ? shape : `${method} ${shape}`;
}

function shapeOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const kept = parts.slice(0, DEEPEST).map((part) => (ONE_THING.test(part) ? ':id' : part.slice(0, 40)));
  return `/${kept.join('/')}${parts.length > DEEPEST ? '/…' : ''}`;
}

/** A name of letters, digits and hyphens that no other class has. */
function nameFor(pattern: string, taken: Set<string>): string {
  const words = pattern.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const plain =
    words
      .join('-')
      .replace(/^[^a-z]+/, '')
      .slice(0, 40)
      .replace(/-+$/, '') || 'requests';
  let name = plain;
  for (let i = 2; taken.has(name); i++) name = `${plain}-${i}`;
  taken.add(name);
  return name;
}

function popularityOf(group: readonly LogRecord[]): ClassFit['paths'] {
  const counts = new Map<number, number>();
  for (const { path } of group) {
    const key = keyNumber(path);
    const count = counts.get(key);
    if (count !== undefined) counts.set(key, count + 1);
    else if (counts.size < MOST_PATHS) counts.set(key, 1);
  }
  const ranked = [...counts.values()].sort((a, b) => b - a);
  return { count: ranked.length, exponent: ranked.length < 2 ? 0 : fitZipf(ranked) };
}
