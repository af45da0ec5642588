import { isAccessLog, readAccessRecords } from '../../model/traffic/access-log.ts';
import type { Reading } from '../../model/traffic/data-file.ts';
import { readJsonRecords } from '../../model/traffic/json-log.ts';
import type { LogRecord } from '../../model/traffic/log-record.ts';
import { isOtlp, readOtlpRecords } from '../../model/traffic/otlp-spans.ts';

export type LogFormat = 'access log' | 'JSON lines' | 'OTLP spans';

/** A log as it was read. */
export interface Log {
  readonly format: LogFormat;
  /** In the order of their times. */
  readonly records: readonly LogRecord[];
  readonly badLines: number;
  /** Numbers of the first few bad lines, from 1. */
  readonly badAt: readonly number[];
  /** Seconds between two ticks of its clock. */
  readonly resolution: number;
  /** Seconds from its first request to when one more could be expected. */
  readonly span: number;
}

/** Ticks that clocks of logs have, in seconds. */
const TICKS = [1, 1e-3, 1e-6] as const;
/** Of times that are looked at to find the ticks. */
const LOOKED_AT = 2000;

/** Reads a log in any of the forms that are known; its form is told by its beginning. */
export function readLog(text: string): Log {
  const format = formatOf(text);
  const { entries, badLines, badAt } = READERS[format](text);
  const records = entries.toSorted((a, b) => a.at - b.at);
  const resolution = resolutionOf(records);
  return { format, records, badLines, badAt, resolution, span: spanOf(records, resolution) };
}

const READERS: Readonly<Record<LogFormat, (text: string) => Reading<LogRecord>>> = {
  'access log': readAccessRecords,
  'JSON lines': readJsonRecords,
  'OTLP spans': readOtlpRecords,
};

function formatOf(text: string): LogFormat {
  if (isOtlp(text)) return 'OTLP spans';
  return /^\s*\{/.test(text.slice(0, 4096)) && !isAccessLog(text) ? 'JSON lines' : 'access log';
}

/** The coarsest tick that all of the first times are whole multiples of. */
function resolutionOf(records: readonly LogRecord[]): number {
  const times = records.slice(0, LOOKED_AT).map(({ at }) => at);
  const found = TICKS.find((tick) =>
    times.every((time) => Math.abs(time / tick - Math.round(time / tick)) < 1e-3),
  );
  return found ?? TICKS[TICKS.length - 1];
}

function spanOf(records: readonly LogRecord[], resolution: number): number {
  const n = records.length;
  if (n < 2) return resolution;
  return Math.max(resolution, ((records[n - 1].at - records[0].at) * n) / (n - 1));
}
