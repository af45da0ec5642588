import { isLong } from './adaptive-lifo.ts';
import { type LastEmpty, neverEmpty, patience } from './controlled-delay.ts';
import { defineDiscipline } from './discipline.ts';

/** Both at once, as Facebook's servers run them: Maurer, “Fail at Scale”, ACM Queue 13(8), 2015. */
export const adaptiveLifoControlledDelay = defineDiscipline<LastEmpty>({
  name: 'adaptive-lifo-controlled-delay',
  summary: 'Adaptive LIFO and controlled delay together (Facebook).',
  reads: ['lifoAbove', 'target', 'interval'],
  init: neverEmpty,
  newestFirst: isLong,
  patience,
});
