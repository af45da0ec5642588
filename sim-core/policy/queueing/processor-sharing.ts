import { defineDiscipline } from './discipline.ts';

/**
 * Egalitarian processor sharing: what a time-sliced operating system comes near to as its slices get short (Kleinrock,
 * Journal of the ACM 14(2), 1967). With `slots`, so many threads share the cores and other requests wait in order of
 * arrival.
 */
export const processorSharing = defineDiscipline({
  name: 'processor-sharing',
  summary: 'All requests share the cores alike, at most one core each.',
  reads: ['slots'],
  isShared: true,
  init: () => null,
});
