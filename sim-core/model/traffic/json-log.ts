import { daysSince1970, secondOfDay, targetOf } from './access-log.ts';
import { readLines, UNKNOWN, type Reading } from './data-file.ts';
import { SECONDS_A_DAY, type LogRecord } from './log-record.ts';

type Flat = ReadonlyMap<string, unknown>;

/** Names under which servers and agents write one thing, dots for what stands inside something. */
const NAMES = {
  time: ['@timestamp', 'timestamp', 'time', 'ts', 'time_iso8601', 'msec', 'date', 'starttime', 'start_time'],
  method: [
    'method',
    'request_method',
    'http.request.method',
    'http.method',
    'requestmethod',
    'request.method',
    'verb',
  ],
  path: [
    'path',
    'uri',
    'request_uri',
    'url.path',
    'url',
    'http.target',
    'http.route',
    'request.uri',
    'requestpath',
    'url.original',
  ],
  status: [
    'status',
    'status_code',
    'http.response.status_code',
    'http.status_code',
    'response.status',
    'downstreamstatus',
    'response_code',
  ],
  bytes: [
    'body_bytes_sent',
    'bytes_sent',
    'bytes',
    'size',
    'http.response.body.bytes',
    'http.response.body.size',
    'resp_body_size',
    'downstreamcontentsize',
    'response_size',
  ],
} as const;

/** The same for durations, each with what one of it is in seconds; texts may have a unit of their own. */
const DURATIONS: readonly (readonly [name: string, seconds: number])[] = [
  ['request_time', 1],
  ['duration_s', 1],
  ['duration_seconds', 1],
  ['duration_ms', 1e-3],
  ['latency_ms', 1e-3],
  ['elapsed_ms', 1e-3],
  ['response_time_ms', 1e-3],
  ['durationms', 1e-3],
  ['responsetime', 1e-3],
  ['duration_us', 1e-6],
  ['event.duration', 1e-9],
  ['duration_ns', 1e-9],
  ['duration', 1],
  ['latency', 1],
  ['elapsed', 1],
];

const UNITS: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9, '': NaN };
/** Objects inside objects deeper than this are not looked into. */
const DEEPEST = 4;
const MOST_FIELDS = 200;

/**
 * Reads a log of one JSON object a line, by the names that nginx, Caddy, Traefik, Envoy and the Elastic Common Schema
 * use. A line without a time or a path makes no sense.
 */
export function readJsonRecords(text: string): Reading<LogRecord> {
  return readLines(text, 0, readLine);
}

function readLine(line: string): LogRecord | null {
  const value = parsed(line);
  if (value === null) return null;
  const flat = new Map<string, unknown>();
  flatten(value, '', flat, 0);
  const at = timeOf(first(flat, NAMES.time));
  const path = textIn(first(flat, NAMES.path));
  const request = textIn(flat.get('request'));
  const target = path === '' ? targetOf(request) : { method: '', path: pathOf(path) };
  if (!Number.isFinite(at) || target.path === '') return null;
  return {
    at,
    path: target.path,
    method: textIn(first(flat, NAMES.method)).toUpperCase() || target.method,
    status: countIn(first(flat, NAMES.status)),
    bytes: countIn(first(flat, NAMES.bytes)),
    duration: durationOf(flat),
  };
}

function parsed(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function flatten(value: object, prefix: string, into: Map<string, unknown>, depth: number): void {
  for (const [key, inside] of Object.entries(value)) {
    if (into.size >= MOST_FIELDS) return;
    const name = prefix + key.toLowerCase();
    if (typeof inside === 'object' && inside !== null && !Array.isArray(inside)) {
      if (depth < DEEPEST) flatten(inside as object, `${name}.`, into, depth + 1);
    } else into.set(name, inside);
  }
}

function first(flat: Flat, names: readonly string[]): unknown {
  const name = names.find((candidate) => flat.has(candidate));
  return name === undefined ? undefined : flat.get(name);
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A whole number from 0 on, as a number or as text. */
function countIn(value: unknown): number {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && Number.isFinite(number) ? Math.floor(number) : UNKNOWN;
}

/** The path of an address, with or without its host, without query and fragment. */
export function pathOf(address: string): string {
  return address.replace(/^[a-z][a-z0-9+.-]{0,20}:\/\/[^/?#]{0,300}/i, '').split(/[?#]/, 1)[0] || '/';
}

function durationOf(flat: Flat): number {
  for (const [name, seconds] of DURATIONS) {
    const value = flat.get(name);
    const [, digits, unit = ''] =
      (typeof value === 'string' ? /^(\d{1,12}(?:\.\d{1,12})?) ?([mnuµ]?s)?$/.exec(value) : null) ?? [];
    const number = typeof value === 'number' ? value : Number(digits);
    const factor = unit === '' ? seconds : UNITS[unit];
    if (number >= 0 && Number.isFinite(number)) return number * factor;
  }
  return UNKNOWN;
}

/** ISO 8601 with a zone, or a number of seconds, milli-, micro- or nanoseconds since 1970, told apart by its size. */
function timeOf(value: unknown): number {
  if (typeof value === 'number') return secondsSince1970(value);
  if (typeof value !== 'string' || value.length > 40) return NaN;
  if (/^\d{9,19}(\.\d{1,9})?$/.test(value)) return secondsSince1970(Number(value));
  const match =
    /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(Z|([+-])(\d{2}):?(\d{2}))?$/i.exec(
      value,
    );
  if (match === null) return NaN;
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second,
    fraction = '0',
    ,
    sign,
    zoneHours = '0',
    zoneMinutes = '0',
  ] = match;
  const date = daysSince1970(Number(year), Number(month) - 1, Number(day));
  const time = secondOfDay(Number(hour), Number(minute), Number(second));
  if (date === null || time === null) return NaN;
  const zone = (Number(zoneHours) * 3600 + Number(zoneMinutes) * 60) * (sign === '-' ? -1 : 1);
  return date * SECONDS_A_DAY + time + Number(`0.${fraction}`) - zone;
}

/** Numbers above these are of the next finer unit: 10¹¹ seconds are the year 5138. */
function secondsSince1970(value: number): number {
  if (!(value >= 0)) return NaN;
  if (value < 1e11) return value;
  if (value < 1e14) return value / 1e3;
  return value < 1e17 ? value / 1e6 : value / 1e9;
}
