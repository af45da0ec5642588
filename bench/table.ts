import Table from 'cli-table3';
import type { Case } from './cases.ts';
import type { Measured } from './workloads/measured.ts';

/** What was measured of one case, round by round; null where there is no compiler or no peer. */
export interface Rounds {
  readonly case: Case;
  readonly own: Measured[];
  readonly native: Measured[] | null;
  readonly peer: Measured[] | null;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median of the rounds' ratios: the two of a round ran one after the other, on the same mood of the machine. */
function ratio(over: readonly Measured[], under: readonly Measured[]): number {
  return median(over.map(({ ns }, round) => ns / under[round].ns));
}

const ns = (rounds: readonly Measured[] | null): string =>
  rounds === null ? '–' : median(rounds.map((one) => one.ns)).toFixed(0);

const figure = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '–' : value.toPrecision(4);

function judged(value: number | null, target: number | undefined, held: boolean): string {
  if (value === null) return '–';
  if (target === undefined) return value.toFixed(2);
  return `${value.toFixed(2)} ${held ? '✓' : '✗'} ${target}`;
}

/** Times, ratios and targets. */
export function speedTable(all: readonly Rounds[]): string {
  const table = new Table({
    head: ['', 'workload', 'ns/unit', 'ns/event', 'native', '÷ native', 'peer', '× peer'],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { case: entry, own, native, peer } of all) {
    const slower = native === null ? null : ratio(own, native);
    const faster = peer === null ? null : ratio(peer, own);
    const { againstNative, againstPeer } = entry;
    table.push([
      entry.name,
      entry.what,
      ns(own),
      median(own.map((one) => (one.ns * one.units) / one.events)).toFixed(0),
      ns(native),
      judged(slower, againstNative, slower !== null && slower <= (againstNative ?? Infinity)),
      ns(peer),
      judged(faster, againstPeer, faster !== null && faster >= (againstPeer ?? 0)),
    ]);
  }
  return table.toString();
}

/** What came out of each simulation, beside theory: all three columns simulate the same. */
export function resultTable(all: readonly Rounds[]): string {
  const table = new Table({
    head: ['', 'workload', 'result', 'ours', 'native', 'peer', 'theory', 'events/unit', 'peak pending'],
    colAligns: ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { case: entry, own, native, peer } of all) {
    table.push([
      entry.name,
      entry.what,
      entry.result,
      figure(own[0].result),
      figure(native?.[0].result),
      figure(peer?.[0].result),
      figure(entry.theory),
      (own[0].events / own[0].units).toFixed(2),
      own[0].peak.toLocaleString('en'),
    ]);
  }
  return table.toString();
}
