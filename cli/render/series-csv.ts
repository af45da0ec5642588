import type { Run } from '../../sim-core/run/run.ts';
import { csvLine } from './csv.ts';

/** The series of a run as CSV: a row for each sample, a column for each metric of each instance, as read. */
export function seriesCsv(run: Run): string {
  const { series } = run.sampler;
  const columns: { readonly name: string; readonly index: number }[] = [];
  run.plan.instances.forEach((place, instance) => {
    const node = run.plan.nodes.find(({ id }) => id === place.node)!;
    for (const name of ['up', ...node.metrics.map((metric) => metric.name)]) {
      columns.push({ name: `${place.id}.${name}`, index: run.sampler.column(instance, name) });
    }
  });
  const lines = [csvLine(['seconds', ...columns.map(({ name }) => name)])];
  for (let row = 0; row < series.rows; row++) {
    lines.push(csvLine([row * series.interval, ...columns.map(({ index }) => series.at(row, index))]));
  }
  return `${lines.join('\n')}\n`;
}
