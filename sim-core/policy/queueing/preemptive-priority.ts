import { defineDiscipline } from './discipline.ts';
import { byPriority } from './priority.ts';

export const preemptivePriority = defineDiscipline({
  name: 'preemptive-priority',
  summary: 'By the priority of classes; a more important request takes the core of a less important one.',
  reads: [],
  isPreemptive: true,
  init: () => null,
  rank: byPriority,
});
