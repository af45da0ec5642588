import { HEAT_CELLS } from '../sim-core/run/heat.ts';
import type { Run } from '../sim-core/run/run.ts';
import { LatencyTable } from './latency-table.ts';
import { Recording, type SeriesChunk } from './recording.ts';

/** Rows of a run from number `from` on, as a recording takes them in. */
export function chunkOf({ sampler }: Run, from: number): SeriesChunk {
  const { series, heat } = sampler;
  const { columns } = series;
  return {
    from,
    rows: series.rows - from,
    series: series.data.slice(from * columns, series.rows * columns),
    heat: heat.map((counts) => joined(from, series.rows, (row) => counts.row(row))),
    heatCells: HEAT_CELLS,
  };
}

/** Everything a run has recorded so far. */
export function recordingOf(run: Run): Recording {
  const recording = new Recording(run.plan);
  recording.append(chunkOf(run, 0));
  const table = new LatencyTable(run);
  table.update(run);
  recording.takeQuantiles(table.rows, run.now);
  return recording;
}

function joined(from: number, to: number, rowOf: (row: number) => Uint32Array): Uint32Array {
  const all = new Uint32Array((to - from) * HEAT_CELLS);
  for (let row = from; row < to; row++) all.set(rowOf(row), (row - from) * HEAT_CELLS);
  return all;
}
