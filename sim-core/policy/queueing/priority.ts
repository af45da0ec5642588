import { defineDiscipline, type QueuedRequest } from './discipline.ts';

/** Classes in order of their priority, each in order of arrival; a request that has begun is finished (Cobham, 1954). */
export const priority = defineDiscipline({
  name: 'priority',
  summary: 'By the priority of classes; what has begun is finished.',
  reads: [],
  init: () => null,
  rank: byPriority,
});

export function byPriority(_state: unknown, request: QueuedRequest): number {
  return request.priority;
}
