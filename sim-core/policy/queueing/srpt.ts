import { defineDiscipline } from './discipline.ts';
import { byWork } from './shortest-job-first.ts';

/** No other discipline has a shorter mean time on one core (Schrage, Operations Research 16(3), 1968). */
export const srpt = defineDiscipline({
  name: 'srpt',
  summary: 'Who needs the least work from now on; it takes the core of one that needs more.',
  reads: [],
  isPreemptive: true,
  init: () => null,
  rank: byWork,
});
