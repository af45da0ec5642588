import Table from 'cli-table3';
import type { ClusterRuns } from './experiments/cluster.ts';
import type { Replications } from './experiments/replications.ts';
import type { Sweep } from './experiments/sweep.ts';
import { median } from './table.ts';

/** What was measured of experiments, round by round. */
export interface ExperimentRounds {
  readonly one: Replications[];
  readonly two: Replications[];
  readonly sweep: Sweep[];
  /** Empty where there is no `redis-server`. */
  readonly cluster: ClusterRuns[];
}

const AIMS = { scaling: 1.9, sweep: 0.05, cluster: 10 };

/** Ratios of the two sides of a round, their medians, and the aims. */
export function experimentTable({ one, two, sweep, cluster }: ExperimentRounds): string {
  const scaling = median(one.map(({ wall }, round) => wall / two[round].wall));
  const work = median(two.map(({ processor }, round) => processor / one[round].processor - 1));
  const cost = median(sweep.map((each) => each.sweep / each.bare - 1));
  const figures = median(sweep.map((each) => each.figures / each.bare));
  const kept = median(sweep.map((each) => each.kept));
  const added = median(cluster.map(({ runs, cluster: far, here }) => ((far - here) * 1000) / runs));
  const table = new Table({
    head: ['experiments', 'measured', 'aim'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  table.push(
    [
      'replications on two threads, times as fast as in one process (wall)',
      judged(scaling.toFixed(2), scaling >= AIMS.scaling),
      `≥ ${AIMS.scaling}`,
    ],
    ['  work that two threads add (processor time)', percent(work), '–'],
    [
      `a sweep of ${sweep[0].runs} runs, over its runs (processor time)`,
      judged(percent(cost), cost <= AIMS.sweep),
      `≤ ${percent(AIMS.sweep)}`,
    ],
    ['  of its runs, for reports and their figures (processor time)', percent(figures), '–'],
    ['  results in a folder, for each run (wall)', `${(1000 * kept).toFixed(1)} ms`, '–'],
    cluster.length === 0
      ? ['a run on a cluster, over one here (wall)', 'no redis-server', `< ${AIMS.cluster} ms`]
      : [
          'a run on a cluster, over one here (wall)',
          judged(`${added.toFixed(1)} ms`, added < AIMS.cluster),
          `< ${AIMS.cluster} ms`,
        ],
  );
  return table.toString();
}

function judged(value: string, held: boolean): string {
  return `${value} ${held ? '✓' : '✗'}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
