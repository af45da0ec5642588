import { keyNumber, LONGEST_LINE, readLines, type Reading, type TraceEntry } from './data-file.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Days in front of each month, and in a year, when February has 28. */
const BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/**
 * `[day/month/year:hour:minute:second zone] "request" status bytes`. Old servers did not escape quotes in
 * requests, so the request ends at the first quote that status and bytes follow.
 */
const LINE =
  /\[(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})\] "(.*?)" (?:\d{3}|-) (\d{1,15}|-)(?=\s|$)/;

/** Lines in which the first one of a log is looked for. */
const BEGINNING = 4 * LONGEST_LINE;

/** Does this text look like an access log rather than a table? */
export function isAccessLog(text: string): boolean {
  return text
    .slice(0, BEGINNING)
    .split('\n')
    .some((line) => line.length <= LONGEST_LINE && LINE.test(line));
}

interface Line {
  /** Since 1970, in UTC. */
  readonly second: number;
  readonly key: number;
  readonly bytes: number;
}

/**
 * Reads an access log in the common or combined format of Apache httpd 2.4 and nginx. The key is a hash of
 * the path without its query; `-` for the bytes is an answer without a body. Whole seconds are all that a
 * log tells: requests of one second are spread evenly over it, in the order of their lines.
 */
export function readAccessLog(text: string): Reading<TraceEntry> {
  const { entries, ...bad } = readLines(text, 0, readLine);
  return { ...bad, entries: spread(entries.toSorted((x, y) => x.second - y.second)) };
}

function readLine(line: string): Line | null {
  const match = LINE.exec(line);
  if (match === null) return null;
  const [, day, month, year, hour, minute, second, sign, zoneHours, zoneMinutes, request, bytes] = match;
  const date = daysSince1970(Number(year), MONTHS.indexOf(month), Number(day));
  const time = secondOfDay(Number(hour), Number(minute), Number(second));
  if (date === null || time === null) return null;
  const zone = (Number(zoneHours) * 3600 + Number(zoneMinutes) * 60) * (sign === '-' ? -1 : 1);
  return {
    second: date * 86_400 + time - zone,
    key: keyNumber(pathOf(request)),
    bytes: bytes === '-' ? 0 : Number(bytes),
  };
}

/** `/a b` of `GET /a b?c HTTP/1.1`; the whole of a request that is not in that form. */
function pathOf(request: string): string {
  const [, target] = /^[A-Z]+ (.*?)(?: HTTP\/\d(?:\.\d)?)?$/.exec(request) ?? [];
  return (target ?? request).split('?', 1)[0];
}

/** Null for a time that no clock shows; second 60 is a leap second. */
function secondOfDay(hour: number, minute: number, second: number): number | null {
  return hour < 24 && minute < 60 && second <= 60 ? hour * 3600 + minute * 60 + second : null;
}

/** Days of the Gregorian calendar; null for a date that is not in it. @param month from 0, −1 if unknown. */
function daysSince1970(year: number, month: number, day: number): number | null {
  if (month < 0 || year < 1970) return null;
  const leapDays = (y: number) => Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  const leap = leapDays(year) - leapDays(year - 1);
  const length = BEFORE_MONTH[month + 1] - BEFORE_MONTH[month] + (month === 1 ? leap : 0);
  if (day < 1 || day > length) return null;
  const years = (year - 1970) * 365 + leapDays(year - 1) - leapDays(1969);
  return years + BEFORE_MONTH[month] + (month > 1 ? leap : 0) + day - 1;
}

/** @param lines in the order of their seconds. */
function spread(lines: readonly Line[]): TraceEntry[] {
  const entries: TraceEntry[] = [];
  for (let start = 0; start < lines.length;) {
    let end = start;
    while (end < lines.length && lines[end].second === lines[start].second) end++;
    for (let i = start; i < end; i++) {
      const { second, key, bytes } = lines[i];
      entries.push({ at: second - lines[0].second + (i - start) / (end - start), key, bytes, class: '' });
    }
    start = end;
  }
  return entries;
}
