import { momentText } from '../moment-text.ts';
import type { Run } from '../run.ts';
import type { Exporter } from './define.ts';
import { Lanes } from './lanes.ts';
import { requestTracks } from './request-tracks.ts';
import { lasting, microseconds, pid } from './trace-units.ts';
import { tracedOf, type Traced } from './traced.ts';

/** Metrics that are drawn as curves beside the requests, as means over each interval. */
const CURVES = new Set(['queueLength', 'utilisation']);
const MOST_STEPS = 256;

/**
 * Chrome's trace event format (Trace Event Format, Duca and Sinclair, 2016), which ui.perfetto.dev opens. Each instance is a
 * process. Servers show what they work on in lanes, so many as there are requests at the same time, with arrows from
 * whoever asked; clients show their logical requests with all attempts; queues and utilisation are counters, moments are
 * marks over everything. One second of the run is one second of the trace.
 */
export const perfetto: Exporter = {
  name: 'perfetto',
  summary: 'Chrome trace events, for ui.perfetto.dev and chrome://tracing.',
  needsSpans: true,
  *write(run, recorder) {
    yield '{"displayTimeUnit":"ms","traceEvents":[\n';
    let first = true;
    for (const event of events(run, tracedOf(run, recorder!))) {
      yield `${first ? '' : ',\n'}${JSON.stringify(event)}`;
      first = false;
    }
    yield '\n]}\n';
  },
};

function* events(run: Run, spans: readonly Traced[]): Iterable<object> {
  for (const [instance, { id, node }] of run.plan.instances.entries()) {
    yield { ph: 'M', name: 'process_name', pid: pid(instance), args: { name: id } };
    yield { ph: 'M', name: 'process_labels', pid: pid(instance), args: { labels: node } };
    yield { ph: 'M', name: 'process_sort_index', pid: pid(instance), args: { sort_index: instance } };
  }
  const lanes = placed(run, spans);
  yield* laneNames(spans, lanes);
  yield* requestTracks(run, spans);
  for (const span of spans) if (lanes.has(span.id)) yield* slice(span, run, lanes, spans);
  yield* curves(run);
  for (const moment of run.world.moments.list)
    yield {
      ph: 'i',
      s: 'g',
      name: momentText(moment),
      cat: moment.kind,
      pid: 0,
      tid: 0,
      ts: microseconds(moment.at),
    };
}

/** A lane is a thread of its instance. */
function* laneNames(spans: readonly Traced[], lanes: ReadonlyMap<number, number>): Iterable<object> {
  const counts = new Map<number, number>();
  for (const [span, lane] of lanes) {
    const instance = spans[span].to;
    counts.set(instance, Math.max(counts.get(instance) ?? 0, lane + 1));
  }
  for (const [instance, count] of counts)
    for (let lane = 1; lane <= count; lane++)
      yield { ph: 'M', name: 'thread_name', pid: pid(instance), tid: lane, args: { name: `lane ${lane}` } };
}

/** When a receiver was busy with a span: from the beginning of work, or from arrival, to the reply. */
function busy({ arrived, started, replied, to, settled }: Traced): readonly [number, number] | null {
  if (to < 0 || arrived < 0) return null;
  const from = started >= 0 ? started : arrived;
  return [from, Math.max(from, replied >= 0 ? replied : settled)];
}

/** The lane of each span at its receiver. */
function placed(run: Run, spans: readonly Traced[]): Map<number, number> {
  const lanes = run.plan.instances.map(() => new Lanes());
  const found = new Map<number, number>();
  const working = spans.flatMap((span) => {
    const time = busy(span);
    return time === null ? [] : [{ span, time }];
  });
  working.sort((a, b) => a.time[0] - b.time[0] || a.span.id - b.span.id);
  for (const { span, time } of working) found.set(span.id, lanes[span.to].take(time[0], time[1]));
  return found;
}

/** The span for whose sake one was sent: a call that is retried goes nowhere itself, its attempts are sent. */
function askerOf({ parentId, from }: Traced, spans: readonly Traced[]): Traced | null {
  const parent = parentId === null ? null : spans[parentId];
  const isLogical = parent !== null && parent.to < 0 && parent.parentId !== null && parent.from === from;
  return isLogical ? spans[parent.parentId] : parent;
}

/** Work of a receiver, and an arrow from the work of whoever sent it. */
function* slice(
  span: Traced,
  run: Run,
  lanes: ReadonlyMap<number, number>,
  spans: readonly Traced[],
): Iterable<object> {
  const [from, to] = busy(span)!;
  const tid = lanes.get(span.id)! + 1;
  const name = span.className || span.kind;
  const args = {
    trace: span.traceId,
    from: run.plan.instances[span.from].id,
    status: span.status,
    attempt: span.attempt,
    waited: microseconds(from - span.arrived),
  };
  const ts = microseconds(from);
  yield { ph: 'X', name, cat: 'work', pid: pid(span.to), tid, ts, dur: lasting(from, to), args };
  const parent = askerOf(span, spans);
  if (parent === null || !lanes.has(parent.id) || parent.to !== span.from) return;
  const arrow = { name: 'call', cat: 'call', id: span.id };
  const sent = { pid: pid(parent.to), tid: lanes.get(parent.id)! + 1, ts: microseconds(span.opened) };
  yield { ...arrow, ph: 's', ...sent };
  yield { ...arrow, ph: 'f', bp: 'e', pid: pid(span.to), tid, ts };
}

function* curves({ plan, sampler }: Run): Iterable<object> {
  const { series } = sampler;
  const step = Math.max(1, Math.ceil((series.rows - 1) / MOST_STEPS));
  for (const { metrics, instances } of plan.nodes) {
    for (const metric of metrics.filter(({ name, kind }) => CURVES.has(name) && kind === 'area')) {
      for (const instance of instances) {
        const column = sampler.column(instance, metric.name);
        for (let row = step; row < series.rows; row += step) {
          const value = series.difference(row - step, row, column) / (step * series.interval);
          const ts = microseconds((row - step) * series.interval);
          yield {
            ph: 'C',
            name: metric.name,
            pid: pid(instance),
            ts,
            args: { [metric.unit || 'value']: value },
          };
        }
      }
    }
  }
}
