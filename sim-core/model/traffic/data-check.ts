import type { FileComplaint } from '../fields.ts';
import { isAccessLog, readAccessLog } from './access-log.ts';
import { readRates, readTrace, type Reading, type TraceEntry } from './data-file.ts';

/** With more bad lines than that the file is another one than was meant. */
const MOST_BAD = 0.5;

/** What is wrong with a file of requests, or null. */
export function checkRequests(text: string): FileComplaint | null {
  return check(readRequests(text), 'an access log, or a CSV with the columns seconds, key, bytes, class');
}

/** What is wrong with a file of rates, or null. */
export function checkRates(text: string): FileComplaint | null {
  return check(readRates(text), 'a CSV with the columns seconds and requests');
}

/** A recording in any of the forms that are known. */
export function readRequests(text: string): Reading<TraceEntry> {
  return isAccessLog(text) ? readAccessLog(text) : readTrace(text);
}

function check(
  { entries, badLines, firstBadLine }: Reading<unknown>,
  expected: string,
): FileComplaint | null {
  if (badLines === 0 && entries.length > 0) return null;
  const data = { lines: entries.length, bad: badLines, first: firstBadLine, expected };
  const isOther = badLines >= (entries.length + badLines) * MOST_BAD;
  return isOther ? { code: 'unreadable-file', data } : { code: 'bad-lines', data, severity: 'warning' };
}
