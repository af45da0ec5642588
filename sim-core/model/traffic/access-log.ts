import { keyNumber, LONGEST_LINE, readLines, UNKNOWN, type Reading, type TraceEntry } from './data-file.ts';
import { SECONDS_A_DAY, type LogRecord } from './log-record.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Days in front of each month, and in a year, when February has 28. */
const BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/**
 * `[day/month/year:hour:minute:second zone] "request" status bytes`. Old servers did not escape quotes in
 * requests, so the request ends at the first quote that status and bytes follow.
 */
const LINE =
  /\[(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})\] "(.*?)" (\d{3}|-) (\d{1,15}|-)(?=\s|$)(.*)$/;

/** Lines in which the first one of a log is looked for. */
const BEGINNING = 4 * LONGEST_LINE;

/** Does this text look like an access log rather than a table? */
export function isAccessLog(text: string): boolean {
  return text
    .slice(0, BEGINNING)
    .split('\n')
    .some((line) => line.length <= LONGEST_LINE && LINE.test(line.trim()));
}

/**
 * Reads an access log in the common or combined format of Apache httpd 2.4 and nginx. The key is a hash of
 * the path without its query; `-` for the bytes is an answer without a body. Whole seconds are all that a
 * log tells: requests of one second are spread evenly over it, in the order of their lines.
 */
export function readAccessLog(text: string): Reading<TraceEntry> {
  const { entries, ...bad } = readAccessRecords(text);
  return { ...bad, entries: spread(entries.toSorted((x, y) => x.at - y.at)) };
}

/** The lines themselves, in their order, with all that they tell. */
export function readAccessRecords(text: string): Reading<LogRecord> {
  return readLines(text, 0, readLine);
}

function readLine(line: string): LogRecord | null {
  const match = LINE.exec(line);
  if (match === null) return null;
  const [, day, month, year, hour, minute, second, sign, zoneHours, zoneMinutes, ...said] = match;
  const [request, status, bytes, rest] = said;
  const date = daysSince1970(Number(year), MONTHS.indexOf(month), Number(day));
  const time = secondOfDay(Number(hour), Number(minute), Number(second));
  if (date === null || time === null) return null;
  const zone = (Number(zoneHours) * 3600 + Number(zoneMinutes) * 60) * (sign === '-' ? -1 : 1);
  const { method, path } = targetOf(request);
  return {
    at: date * SECONDS_A_DAY + time - zone,
    method,
    path,
    status: status === '-' ? UNKNOWN : Number(status),
    bytes: bytes === '-' ? 0 : Number(bytes),
    duration: durationIn(rest),
  };
}

/** `/a b` of `GET /a b?c HTTP/1.1`; the whole of a request that is not in that form. */
export function targetOf(request: string): { readonly method: string; readonly path: string } {
  const [, method = '', target = request] = /^([A-Z]+) (.*?)(?: HTTP\/\d(?:\.\d)?)?$/.exec(request) ?? [];
  return { method, path: target.split('?', 1)[0] };
}

/**
 * What is added behind the usual fields: nginx's `$request_time` in seconds with a point, named or last, or Apache's
 * `%D` in whole microseconds, last.
 */
function durationIn(rest: string): number {
  const named = /\b(?:rt|request_time)="?(\d{1,7}\.\d{1,6})\b/.exec(rest);
  const last = /\s(\d{1,7}\.\d{1,6}|\d{1,13})$/.exec(rest);
  const text = named?.[1] ?? last?.[1];
  if (text === undefined) return UNKNOWN;
  return text.includes('.') ? Number(text) : Number(text) / 1e6;
}

/** Null for a time that no clock shows; second 60 is a leap second. */
export function secondOfDay(hour: number, minute: number, second: number): number | null {
  return hour < 24 && minute < 60 && second <= 60 ? hour * 3600 + minute * 60 + second : null;
}

/** Days of the Gregorian calendar; null for a date that is not in it. @param month from 0, −1 if unknown. */
export function daysSince1970(year: number, month: number, day: number): number | null {
  if (month < 0 || year < 1970) return null;
  const leapDays = (y: number) => Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  const leap = leapDays(year) - leapDays(year - 1);
  const length = BEFORE_MONTH[month + 1] - BEFORE_MONTH[month] + (month === 1 ? leap : 0);
  if (day < 1 || day > length) return null;
  const years = (year - 1970) * 365 + leapDays(year - 1) - leapDays(1969);
  return years + BEFORE_MONTH[month] + (month > 1 ? leap : 0) + day - 1;
}

/** @param lines in the order of their seconds. */
function spread(lines: readonly LogRecord[]): TraceEntry[] {
  const entries: TraceEntry[] = [];
  for (let start = 0; start < lines.length;) {
    let end = start;
    while (end < lines.length && lines[end].at === lines[start].at) end++;
    for (let i = start; i < end; i++) {
      const { at, path, bytes } = lines[i];
      const key = keyNumber(path);
      entries.push({ at: at - lines[0].at + (i - start) / (end - start), key, bytes, class: '' });
    }
    start = end;
  }
  return entries;
}
