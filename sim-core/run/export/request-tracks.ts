import type { Run } from '../run.ts';
import { Lanes } from './lanes.ts';
import { microseconds, pid } from './trace-units.ts';
import type { Traced } from './traced.ts';

/** Thread of a client's own events. */
const REQUESTS = 0;

/**
 * Logical requests of clients with their attempts, as asynchronous events. Those of one id and category lie in each other
 * like brackets: what begins last ends first, and what happens at the same instant counts in the order of the file. So a
 * request is written around its attempts, and an attempt that is out at the same time as another, or longer than the
 * request, has an id of its own.
 */
export function* requestTracks(run: Run, spans: readonly Traced[]): Iterable<object> {
  const attempts = new Map<number, Traced[]>();
  for (const span of spans) {
    if (span.to < 0 || span.from !== spans[span.traceId].from) continue;
    const own = attempts.get(span.traceId);
    if (own === undefined) attempts.set(span.traceId, [span]);
    else own.push(span);
  }
  for (const span of spans)
    if (span.to < 0 && span.id === span.traceId) yield* request(span, attempts.get(span.id) ?? [], run);
}

/** A logical request, and beside it the attempts that do not fit between its begin and its end. */
function* request(root: Traced, attempts: readonly Traced[], run: Run): Iterable<object> {
  const lanes = new Lanes();
  const placed = attempts.map((span) => {
    const fits = span.settled <= root.settled;
    return { span, lane: fits ? lanes.take(span.opened, ended(span)) : -1 };
  });
  const inside = placed.filter(({ lane }) => lane === 0);
  yield event(root, 'b', root.traceId, root.className || 'request', { status: root.status, key: root.key });
  for (const { span } of inside) yield* attempt(span, root.traceId, run);
  yield event(root, 'e', root.traceId, root.className || 'request');
  for (const { span, lane } of placed)
    if (lane !== 0) yield* attempt(span, `${root.traceId}/${span.id}`, run);
}

function* attempt(span: Traced, id: number | string, run: Run): Iterable<object> {
  const name = `${span.attempt > 1 ? `retry ${span.attempt} ` : ''}→ ${run.plan.instances[span.to].id}`;
  yield event(span, 'b', id, name, { status: span.status, attempt: span.attempt });
  yield event(span, 'e', id, name);
}

function event(span: Traced, ph: 'b' | 'e', id: number | string, name: string, args?: object): object {
  const ts = microseconds(ph === 'b' ? span.opened : ended(span));
  return { ph, name, cat: 'request', id, pid: pid(span.from), tid: REQUESTS, ts, ...(args && { args }) };
}

function ended({ opened, settled }: Traced): number {
  return Math.max(opened, settled);
}
