import { keyNumber, type Reading, type TraceEntry } from './data-file.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** `[day/month/year:hour:minute:second zone]`, the request in quotes, the status, the bytes. */
const LINE =
  /\[(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})\] "((?:[^"\\]|\\.)*)" (\d{3}|-) (\d+|-)/;
const LONGEST = 16_384;

/** Does this text look like an access log rather than a table? */
export function isAccessLog(text: string): boolean {
  return LINE.test(text.slice(0, LONGEST));
}

/**
 * Reads an access log in the common or combined format of Apache httpd and nginx. The key is a hash of the
 * path without its query. Whole seconds are all that a log tells: requests of one second are spread evenly
 * over it, in the order of their lines.
 */
export function readAccessLog(text: string): Reading<TraceEntry> {
  const entries: { second: number; key: number; bytes: number }[] = [];
  let badLines = 0;
  let firstBadLine = 0;
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const entry = line.length > LONGEST ? null : readLine(line);
    if (entry !== null) entries.push(entry);
    else if (badLines++ === 0) firstBadLine = i + 1;
  });
  return { badLines, firstBadLine, steps: spread(entries) };
}

function readLine(line: string): { second: number; key: number; bytes: number } | null {
  const match = LINE.exec(line);
  if (match === null) return null;
  const [, day, month, year, hour, minute, second, sign, zoneHours, zoneMinutes, request, , bytes] = match;
  const monthIndex = MONTHS.indexOf(month);
  if (monthIndex < 0) return null;
  const zone = (Number(zoneHours) * 3600 + Number(zoneMinutes) * 60) * (sign === '-' ? -1 : 1);
  const time = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const path = (request.split(' ')[1] ?? request).split('?')[0];
  return {
    second: daysSince1970(Number(year), monthIndex, Number(day)) * 86_400 + time - zone,
    key: keyNumber(path),
    bytes: bytes === '-' ? 0 : Number(bytes),
  };
}

function daysSince1970(year: number, month: number, day: number): number {
  const leapDays = (y: number) => Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  const isLeap = leapDays(year) > leapDays(year - 1);
  const passed = leapDays(year - 1) - leapDays(1969);
  return (year - 1970) * 365 + passed + BEFORE_MONTH[month] + (month > 1 && isLeap ? 1 : 0) + day - 1;
}

function spread(entries: readonly { second: number; key: number; bytes: number }[]): TraceEntry[] {
  const sorted = [...entries].sort((x, y) => x.second - y.second);
  const steps: TraceEntry[] = [];
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end].second === sorted[start].second) end++;
    for (let i = start; i < end; i++) {
      const { second, key, bytes } = sorted[i];
      steps.push({ at: second - sorted[0].second + (i - start) / (end - start), key, bytes });
    }
    start = end;
  }
  return steps;
}
