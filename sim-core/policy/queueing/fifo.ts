import { defineDiscipline } from './discipline.ts';

export const fifo = defineDiscipline({
  name: 'fifo',
  summary: 'First in, first out.',
  reads: [],
  init: () => null,
});
