import { plot } from 'simple-ascii-chart';
import { colours as pc } from './colours.ts';
import type { Run } from '../../sim-core/run/run.ts';
import { number } from './numbers.ts';

const WIDTH = 64;
const HEIGHT = 7;
const POINTS = 64;

type Line = [number, number][];

/** Small pictures of throughput and latency over time, one pair for each client. */
export function charts(run: Run): string[] {
  return run.sampler.clients.flatMap(({ instance }, index) => {
    const { id } = run.plan.instances[instance];
    return [
      draw(`${id}: offered and useful, per second`, [
        rate(run, instance, 'offered'),
        rate(run, instance, 'useful'),
      ]),
      draw(`${id}: median latency, ms`, [median(run, index)]),
    ].filter((chart) => chart !== '');
  });
}

function draw(title: string, lines: readonly Line[]): string {
  const drawn = lines.filter((line) => line.length > 1);
  if (drawn.length === 0) return '';
  const picture = plot(drawn, {
    width: WIDTH,
    height: HEIGHT,
    hideXAxisTicks: true,
    formatter: number,
  }).trimEnd();
  const last = drawn[0][drawn[0].length - 1][0];
  const scale = pc.dim(`from 0 to ${last} s`);
  return `${pc.bold(title)} ${scale}\n${picture}`;
}

/** Rows of the series at which to read, few enough for a terminal. */
function steps(rows: number): number[] {
  const step = Math.max(1, Math.ceil((rows - 1) / POINTS));
  return Array.from({ length: Math.floor((rows - 1) / step) }, (_, i) => (i + 1) * step);
}

function rate(run: Run, instance: number, metric: string): Line {
  const { series } = run.sampler;
  const column = run.sampler.column(instance, metric);
  const at = steps(series.rows);
  return at.map((row, i) => {
    const before = i === 0 ? 0 : at[i - 1];
    const value = series.difference(before, row, column) / ((row - before) * series.interval);
    return [Number((row * series.interval).toPrecision(3)), Number(value.toPrecision(3))];
  });
}

function median(run: Run, index: number): Line {
  const details = run.sampler.details[index];
  return steps(details.rows)
    .map((row): [number, number] => [
      Number((row * details.interval).toPrecision(3)),
      Number((details.at(row, 1) * 1000).toPrecision(3)),
    ])
    .filter(([, value]) => Number.isFinite(value));
}
