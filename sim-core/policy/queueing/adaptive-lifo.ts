import { defineDiscipline, type QueueView } from './discipline.ts';

/**
 * In order of arrival until a queue builds up, then the newest first. Maurer, “Fail at Scale”, ACM Queue 13(8), 2015,
 * “Adaptive LIFO”; it does not say how long a queue must be to count as one, so that is a setting.
 */
export const adaptiveLifo = defineDiscipline({
  name: 'adaptive-lifo',
  summary: 'First in, first out until a queue builds up, then last in, first out (Facebook).',
  reads: ['lifoAbove'],
  init: () => null,
  newestFirst: isLong,
});

export function isLong(_state: unknown, { length, options }: QueueView): boolean {
  return length > options.lifoAbove;
}
