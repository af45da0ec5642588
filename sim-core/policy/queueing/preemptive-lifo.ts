import { defineDiscipline } from './discipline.ts';

/**
 * Whoever comes takes a core at once, and whoever came before goes on when it is done. The mean time in an M/G/1 queue
 * depends on the service law's mean only (Harchol-Balter, Performance Modeling and Design of Computer Systems, 2013, §30.2.2).
 */
export const preemptiveLifo = defineDiscipline({
  name: 'preemptive-lifo',
  summary: 'The newest takes a core at once; whoever was there before goes on later.',
  reads: [],
  isPreemptive: true,
  init: () => null,
  rank: (_state, { since }) => -since,
});
