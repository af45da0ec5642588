import { UNKNOWN, type Reading } from './data-file.ts';
import { pathOf } from './json-log.ts';
import type { LogRecord } from './log-record.ts';

interface Attribute {
  readonly key?: unknown;
  readonly value?: { readonly stringValue?: unknown; readonly intValue?: unknown };
}

interface Span {
  readonly traceId?: unknown;
  readonly spanId?: unknown;
  readonly parentSpanId?: unknown;
  readonly name?: unknown;
  readonly kind?: unknown;
  readonly startTimeUnixNano?: unknown;
  readonly endTimeUnixNano?: unknown;
  readonly attributes?: readonly Attribute[];
}

/** `SPAN_KIND_SERVER`, by number and by name (OpenTelemetry protocol 1.3, trace.proto). */
const SERVER: ReadonlySet<unknown> = new Set([2, 'SPAN_KIND_SERVER']);
const NAMES = {
  method: ['http.request.method', 'http.method', 'rpc.method'],
  path: ['url.path', 'http.target', 'http.route', 'http.url', 'url.full'],
  status: ['http.response.status_code', 'http.status_code'],
  bytes: ['http.response.body.size', 'http.response_content_length'],
} as const;

/** Does this text look like the spans of an OpenTelemetry exporter? */
export function isOtlp(text: string): boolean {
  return /^\s*\{\s*"(?:resourceSpans|resource_spans)"/.test(text.slice(0, 4096));
}

/**
 * Reads spans as OTLP JSON, one document or one a line (as the collector's file exporter writes): those of kind
 * SERVER with none of that kind above them in the same file, which is where requests come in; between a server and
 * what it calls there mostly is a span of kind CLIENT. What they call is not looked at. Lines that are no such document are bad.
 */
export function readOtlpRecords(text: string): Reading<LogRecord> {
  const spans: Span[] = [];
  const badAt: number[] = [];
  let badLines = 0;
  const documents = isWhole(text) ? [text] : text.split('\n');
  documents.forEach((document, i) => {
    if (document.trim() === '') return;
    const found = spansIn(document);
    if (found === null) {
      if (badLines++ < 5) badAt.push(i + 1);
    } else for (const span of found) spans.push(span);
  });
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const entering = spans.filter((span) => isServer(span) && !isBelowServer(span, byId));
  const entries = entering.map(recordOf).filter((record) => record !== null);
  return { entries, badLines, firstBadLine: badAt[0] ?? 0, badAt };
}

function isWhole(text: string): boolean {
  return spansIn(text) !== null;
}

function spansIn(text: string): Span[] | null {
  try {
    const { resourceSpans } = JSON.parse(text) as { resourceSpans?: unknown };
    if (!Array.isArray(resourceSpans)) return null;
    return listed(resourceSpans, 'scopeSpans').flatMap((scope) => listed([scope], 'spans')) as Span[];
  } catch {
    return null;
  }
}

function listed(parents: readonly unknown[], name: string): unknown[] {
  return parents.flatMap((parent) => {
    const inside = (parent as Record<string, unknown> | null)?.[name];
    return Array.isArray(inside) ? (inside as unknown[]) : [];
  });
}

function isServer({ kind }: Span): boolean {
  return SERVER.has(kind);
}

/** Spans above each other at most: more are a circle. */
const DEEPEST = 1000;

function isBelowServer(span: Span, byId: ReadonlyMap<unknown, Span>): boolean {
  let above = byId.get(span.parentSpanId);
  for (let depth = 0; above !== undefined && depth < DEEPEST; depth++) {
    if (isServer(above)) return true;
    above = byId.get(above.parentSpanId);
  }
  return false;
}

function recordOf(span: Span): LogRecord | null {
  const [start, end] = [span.startTimeUnixNano, span.endTimeUnixNano].map(secondsOf);
  if (!Number.isFinite(start) || !(end >= start)) return null;
  const method = attribute(span, NAMES.method);
  const path = attribute(span, NAMES.path);
  const name = typeof span.name === 'string' ? span.name : '';
  return {
    at: start,
    method: method.toUpperCase(),
    path: path === '' ? name.replace(/^[A-Z]+ /, '') : pathOf(path),
    status: number(attribute(span, NAMES.status)),
    bytes: number(attribute(span, NAMES.bytes)),
    duration: end - start,
  };
}

/** Nanoseconds stand in a text, for they have more digits than a float64 holds; the microseconds survive. */
function secondsOf(nanoseconds: unknown): number {
  const text = String(nanoseconds);
  return /^\d{10,19}$/.test(text) ? Number(text.slice(0, -9)) + Number(text.slice(-9)) / 1e9 : NaN;
}

function attribute({ attributes }: Span, names: readonly string[]): string {
  for (const name of names) {
    const found = Array.isArray(attributes)
      ? (attributes as readonly Attribute[]).find((one) => one?.key === name)?.value
      : undefined;
    const value = found?.stringValue ?? found?.intValue;
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return '';
}

function number(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : UNKNOWN;
}
