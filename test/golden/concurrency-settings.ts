import type { ConcurrencySettings } from '../../sim-core/policy/concurrency/concurrency-limit.ts';

/** As the document's defaults. */
export const SETTINGS: ConcurrencySettings = {
  limit: 20,
  backoff: 0.9,
  slowAfter: 5,
  tolerance: 1.5,
  longRun: 600,
  headroom: 4,
  probeEvery: 30,
};
