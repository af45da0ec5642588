import { STATUSES } from '../../model/status.ts';
import type { Run } from '../run.ts';
import type { Span, SpanRecorder } from '../spans/span-recorder.ts';

/** A span as exporters see it: names instead of numbers, and a number of its own that others refer to. */
export interface Traced extends Omit<Span, 'kind' | 'status' | 'className'> {
  /** Its place in the list, from 0. */
  readonly id: number;
  /** Number of the span that it was opened for; null for a logical request. */
  readonly parentId: number | null;
  /** Number of its logical request. */
  readonly traceId: number;
  readonly kind: 'read' | 'write' | 'check';
  /** Name of its class; empty where there are no classes. */
  readonly className: string;
  readonly status: string;
}

const KINDS = ['read', 'write', 'check'] as const;

/** The spans of a run, each with its parent found. Whatever lost its parent to the sample is left out with it. */
export function tracedOf(run: Run, recorder: SpanRecorder): Traced[] {
  const spans = recorder.all();
  const ids = new Map(spans.map((span, id) => [nameOf(span.handle, span.opened), id]));
  const { classes } = run.plan;
  return spans.map((span, id) => ({
    ...span,
    id,
    parentId: ids.get(nameOf(span.parent, span.parentOpened)) ?? null,
    traceId: ids.get(nameOf(span.root, span.rootOpened)) ?? id,
    kind: KINDS[span.kind] ?? 'read',
    className: classes[span.className] ?? '',
    status: STATUSES[span.status],
  }));
}

/** Handles come round again, but never at the same instant. */
function nameOf(handle: number, opened: number): string {
  return `${handle}@${opened}`;
}
