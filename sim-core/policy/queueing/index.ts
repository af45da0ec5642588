import { adaptiveLifoControlledDelay } from './adaptive-lifo-controlled-delay.ts';
import { adaptiveLifo } from './adaptive-lifo.ts';
import { codel } from './codel.ts';
import { controlledDelay } from './controlled-delay.ts';
import type { Discipline } from './discipline.ts';
import { earliestDeadlineFirst } from './earliest-deadline-first.ts';
import { fifo } from './fifo.ts';
import { lifo } from './lifo.ts';
import { preemptiveEarliestDeadlineFirst } from './preemptive-earliest-deadline-first.ts';
import { preemptiveLifo } from './preemptive-lifo.ts';
import { preemptivePriority } from './preemptive-priority.ts';
import { priority } from './priority.ts';
import { processorSharing } from './processor-sharing.ts';
import { red } from './red.ts';
import { shortestJobFirst } from './shortest-job-first.ts';
import { srpt } from './srpt.ts';
import { weightedFair } from './weighted-fair.ts';

/** Every queue discipline there is. Schema, page, CLI and table tests read this list. */
export const disciplines: readonly Discipline[] = [
  fifo,
  lifo,
  adaptiveLifo,
  preemptiveLifo,
  priority,
  preemptivePriority,
  earliestDeadlineFirst,
  preemptiveEarliestDeadlineFirst,
  shortestJobFirst,
  srpt,
  weightedFair,
  codel,
  controlledDelay,
  adaptiveLifoControlledDelay,
  red,
  processorSharing,
];

export function disciplineNamed(name: string): Discipline {
  return disciplines.find((discipline) => discipline.name === name)!;
}
