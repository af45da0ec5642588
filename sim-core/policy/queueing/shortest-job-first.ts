import { defineDiscipline, type QueuedRequest } from './discipline.ts';

/** Knows what each request needs, which real servers at best guess. What has begun is finished. */
export const shortestJobFirst = defineDiscipline({
  name: 'shortest-job-first',
  summary: 'Who needs the least work; what has begun is finished.',
  reads: [],
  init: () => null,
  rank: byWork,
});

export function byWork(_state: unknown, request: QueuedRequest): number {
  return request.work;
}
