import type { Hops } from '../../../sim-core/run/hops.ts';
import type { Run } from '../../../sim-core/run/run.ts';
import type { LatencyTable } from '../../../view/latency-table.ts';
import type { LinkRates } from './link-rates.ts';

/** What there is to tell. */
export interface Scene {
  readonly run: Run;
  readonly hops: Hops;
  readonly rates: LinkRates;
  readonly latencies: LatencyTable;
  readonly pace: number;
  readonly playing: boolean;
}
