import { defineDiscipline, type QueuedRequest } from './discipline.ts';

/** Requests without a deadline come last, in order of arrival. Jackson's rule (1955); what has begun is finished. */
export const earliestDeadlineFirst = defineDiscipline({
  name: 'earliest-deadline-first',
  summary: 'Whose deadline comes first; what has begun is finished.',
  reads: [],
  init: () => null,
  rank: byDeadline,
});

export function byDeadline(_state: unknown, request: QueuedRequest): number {
  return request.deadline;
}
