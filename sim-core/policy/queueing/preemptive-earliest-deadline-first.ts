import { defineDiscipline } from './discipline.ts';
import { byDeadline } from './earliest-deadline-first.ts';

/** On one core it meets all deadlines if any order does (Dertouzos, Control robotics, IFIP 1974). */
export const preemptiveEarliestDeadlineFirst = defineDiscipline({
  name: 'preemptive-earliest-deadline-first',
  summary: 'Whose deadline comes first; it takes the core of one whose deadline comes later.',
  reads: [],
  isPreemptive: true,
  init: () => null,
  rank: byDeadline,
});
