import { defineDiscipline } from './discipline.ts';

/** Under overload some are served at once and the others hardly ever, where FIFO serves all of them too late. */
export const lifo = defineDiscipline({
  name: 'lifo',
  summary: 'Last in, first out: the newest is the likeliest to be still wanted.',
  reads: [],
  init: () => null,
  newestFirst: () => true,
});
