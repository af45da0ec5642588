import { defineDiscipline, type QueueView } from './discipline.ts';

export interface LastEmpty {
  /** Simulated seconds at which a request last came to an empty queue. */
  at: number;
}

/**
 * CoDel as Facebook's servers do it: a request may wait for `interval` at most, but only for `target` while the queue
 * has not been empty for `interval`. Maurer, “Fail at Scale”, ACM Queue 13(8), 2015, “Controlled Delay”, with M = 5 ms and
 * N = 100 ms.
 */
export const controlledDelay = defineDiscipline<LastEmpty>({
  name: 'controlled-delay',
  summary: 'In order of arrival; waits are cut short while a queue has stood for long (Facebook’s CoDel).',
  reads: ['target', 'interval'],
  init: neverEmpty,
  patience,
});

export function neverEmpty(): LastEmpty {
  return { at: 0 };
}

export function patience(lastEmpty: LastEmpty, { now, length, options }: QueueView): number {
  if (length === 0) lastEmpty.at = now;
  return lastEmpty.at < now - options.interval ? options.target : options.interval;
}
