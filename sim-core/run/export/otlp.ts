import type { Run } from '../run.ts';
import { ENGINE } from '../version.ts';
import type { Exporter } from './define.ts';
import { tracedOf, type Traced } from './traced.ts';

/** Simulated second 0, in Unix seconds: 1 January 2020. Programs that show traces want a date. */
export const EPOCH = 1_577_836_800;

/** Kinds and codes of opentelemetry-proto 1.x, trace.proto. */
const [INTERNAL, SERVER, CLIENT] = [1, 2, 3];
const [STATUS_OK, STATUS_ERROR] = [1, 2];

/**
 * OpenTelemetry's traces as OTLP/JSON (opentelemetry-proto, “JSON Protobuf Encoding”: ids in hexadecimal, 64-bit
 * numbers as text, enums as numbers). Each attempt is two spans, as instrumented programs make them: one of whoever
 * sends, from opening to answer, and within it one of whoever serves, from arrival to reply, so that service maps can be
 * drawn. A logical request is a span of its client.
 */
export const otlp: Exporter = {
  name: 'otlp',
  summary: 'OpenTelemetry traces (OTLP/JSON), for Jaeger, Tempo and others.',
  needsSpans: true,
  *write(run, recorder) {
    const traced = tracedOf(run, recorder!);
    const byInstance = run.plan.instances.map((): string[] => []);
    for (const span of traced) {
      byInstance[span.from].push(JSON.stringify(senderSpan(span, run, traced)));
      if (span.to >= 0 && span.arrived >= 0)
        byInstance[span.to].push(JSON.stringify(receiverSpan(span, run)));
    }
    const used = [...byInstance.keys()].filter((instance) => byInstance[instance].length > 0);
    yield '{"resourceSpans":[';
    for (const [i, instance] of used.entries()) {
      const scope = JSON.stringify({ name: 'brownout', version: ENGINE });
      yield `${i > 0 ? ',' : ''}\n{"resource":${JSON.stringify(resource(run, instance))},`;
      yield `"scopeSpans":[{"scope":${scope},"spans":[\n${byInstance[instance].join(',\n')}]}]}`;
    }
    yield ']}\n';
  },
};

function resource(run: Run, instance: number): object {
  const { id, node } = run.plan.instances[instance];
  return { attributes: [text('service.name', node), text('service.instance.id', id)] };
}

function senderSpan(span: Traced, run: Run, all: readonly Traced[]): object {
  const { id, traceId, parentId, from, to, attempt, className, kind, key, status } = span;
  const { instances } = run.plan;
  const parent = parentId === null ? null : all[parentId];
  return {
    traceId: traceName(run, traceId),
    spanId: spanName(2 * id),
    // Whoever serves the parent made this one, unless the parent's own sender did: a client its attempts.
    ...(parent === null ? {} : { parentSpanId: spanName(2 * parent.id + (parent.to === from ? 1 : 0)) }),
    name: to < 0 ? className || 'request' : `${kind} ${instances[to].node}`,
    kind: to < 0 ? INTERNAL : CLIENT,
    startTimeUnixNano: nanoseconds(span.opened),
    endTimeUnixNano: nanoseconds(span.settled),
    attributes: [
      ...(to < 0 ? [] : [text('server.address', instances[to].id)]),
      ...(className === '' ? [] : [text('brownout.class', className)]),
      number('brownout.key', key),
      number('brownout.attempt', attempt),
      text('brownout.status', status),
    ],
    status: { code: status === 'ok' ? STATUS_OK : STATUS_ERROR },
  };
}

function receiverSpan(span: Traced, run: Run): object {
  const { id, traceId, to, kind, arrived, started, replied } = span;
  // Without a reply it ended when its process did, or it is still there.
  const end = replied >= 0 ? replied : Math.max(arrived, span.settled);
  return {
    traceId: traceName(run, traceId),
    spanId: spanName(2 * id + 1),
    parentSpanId: spanName(2 * id),
    name: `${kind} ${run.plan.instances[to].node}`,
    kind: SERVER,
    startTimeUnixNano: nanoseconds(arrived),
    endTimeUnixNano: nanoseconds(end),
    attributes: started < 0 ? [] : [{ key: 'brownout.waited', value: { doubleValue: started - arrived } }],
    events: started < 0 ? [] : [{ name: 'work began', timeUnixNano: nanoseconds(started) }],
    status: replied >= 0 ? {} : { code: STATUS_ERROR },
  };
}

function text(key: string, value: string): object {
  return { key, value: { stringValue: value } };
}

function number(key: string, value: number): object {
  return { key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } };
}

/** Sixteen bytes: the run, and which of its requests. */
function traceName(run: Run, traceId: number): string {
  return `${run.fingerprint.padStart(16, '0').slice(-16)}${spanName(traceId)}`;
}

/** Eight bytes, never all zero. */
function spanName(id: number): string {
  return (id + 1).toString(16).padStart(16, '0');
}

/** Whole nanoseconds as text: they have more digits than a number carries. */
function nanoseconds(time: number): string {
  const whole = Math.floor(time);
  const rest = Math.round((time - whole) * 1e9);
  const [seconds, nanos] = rest === 1e9 ? [whole + 1, 0] : [whole, rest];
  return `${EPOCH + seconds}${String(nanos).padStart(9, '0')}`;
}
