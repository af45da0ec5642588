import type { Run } from '../../sim-core/run/run.ts';

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
  const lines = [['seconds', ...columns.map(({ name }) => cell(name))].join(',')];
  for (let row = 0; row < series.rows; row++) {
    lines.push([row * series.interval, ...columns.map(({ index }) => series.at(row, index))].join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** Text that a spreadsheet would take for a formula is quoted and marked as text. */
function cell(text: string): string {
  return /^[=+\-@]/.test(text) ? `"'${text.replaceAll('"', '""')}"` : text;
}
