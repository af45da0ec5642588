import { scaleLinear, scaleLog } from 'd3-scale';
import { HEAT_BOUNDS } from '../../sim-core/run/heat.ts';
import { duration, inWords, amount } from '../format.ts';
import type { Recording } from '../recording.ts';
import type { HeatMap } from './heat-map.ts';
import { isEmpty, type Frame, type Painter, type Reading, type Scene } from './painter.ts';
import {
  drawAxis,
  drawBands,
  drawBounds,
  drawEndLabels,
  drawLine,
  drawQuestion,
  type EndLabel,
  type LineStyle,
  type Plot,
} from './plot.ts';
import { quantileCurve, QUANTILES, sliceAt, type QuantileName } from './quantile-curves.ts';

/** Cells kept free below and above what was measured. */
const AIR = 1;
/** Cells that the axis spans at least: one power of ten. */
const LEAST = 8;

/**
 * Latency over time: how many took how long, with the quantiles drawn over it.
 * @param newMap makes the part that only the surface knows how to fill in.
 */
export function latencyPainter(newMap: (rows: number, cells: number) => HeatMap): Painter {
  let source: Recording | null = null;
  let client = -1;
  let map: HeatMap | null = null;
  const prepare = (scene: Scene): void => {
    const { recording } = scene;
    if (source !== recording || client !== scene.client || map === null || map.cells !== recording.cells) {
      const rows = Math.round(recording.plan.duration / recording.interval) + 1;
      source = recording;
      client = scene.client;
      map = newMap(rows, recording.cells);
    }
    map.update(recording, client, scene.colours);
  };
  return {
    paint(scene, frame) {
      prepare(scene);
      const plot = plotOf(scene, frame, map!);
      drawBands(plot.plot, scene.bands);
      if (scene.latencyMode === 'lines') drawAxis(plot.plot, plot.ticks);
      if (map!.low <= map!.high && scene.latencyMode === 'heatmap') {
        map!.draw(plot.plot, scene.recording);
        drawAxis(plot.plot, plot.ticks);
      }
      if (isEmpty(scene)) drawQuestion(plot.plot, scene.words.askLatency);
      drawQuantiles(scene, plot.plot);
      drawBounds(
        plot.plot,
        scene.objectives.filter(({ metric, bound }) => /^(p\d|mean|max)/.test(metric) && bound > 0),
      );
    },
    read(scene, at) {
      const { recording } = scene;
      const slice = sliceAt(recording, scene.client, at);
      return QUANTILES.map(({ name, field, needed }): Reading => {
        const value = recording.quantile(scene.client, slice, field);
        const count = recording.quantile(scene.client, slice, 0);
        const { colour, dash } = styleOf(scene, name);
        const known = Number.isFinite(value);
        const basis = known
          ? scene.words.sample.replace('{{count}}', amount(count))
          : scene.words.tooFewFor
              .replace('{{name}}', scene.words[name])
              .replace('{{needed}}', amount(needed));
        return {
          name,
          label: scene.words[name],
          text: known ? inWords(duration(value)) : '–',
          colour,
          dash,
          basis,
        };
      });
    },
  };
}

function drawQuantiles(scene: Scene, plot: Plot): void {
  const labels: EndLabel[] = [];
  for (const { name, field } of QUANTILES) {
    const style = styleOf(scene, name);
    const { times, values } = quantileCurve(scene.recording, scene.client, field);
    drawLine(plot, values.length, (i) => times[i], values, style);
    const last = values[values.length - 1];
    if (Number.isFinite(last))
      labels.push({ text: scene.words[name], colour: style.colour, y: plot.y(last) });
  }
  drawEndLabels(plot, plot.x(scene.recording.end), labels, scene.colours);
}

const STYLES = {
  p50: { colour: 'reply', dash: [1, 2], width: 1.6 },
  p95: { colour: 'first', dash: [5, 3], width: 1.4 },
  p99: { colour: 'write', dash: [], width: 1.5 },
} as const;

function styleOf({ colours }: Scene, name: QuantileName): LineStyle {
  const { colour, dash, width } = STYLES[name];
  return { colour: colours[colour], dash, width, steps: true };
}

function plotOf({ recording, colours }: Scene, { ctx, left, width, height }: Frame, { low, high }: HeatMap) {
  const empty = low > high;
  let first = empty ? 24 : Math.max(0, low - AIR);
  let last = empty ? 48 : Math.min(HEAT_BOUNDS.length - 1, high + 1 + AIR);
  if (last - first < LEAST) {
    first = Math.max(0, Math.floor((first + last - LEAST) / 2));
    last = first + LEAST;
  }
  const x = scaleLinear([0, recording.plan.duration], [left, left + width]);
  const y = scaleLog([HEAT_BOUNDS[first], HEAT_BOUNDS[last]], [height - 2, 4]);
  const plot: Plot = { ctx, colours, left, top: 0, width, height, x, y };
  const ticks = decadesBetween(HEAT_BOUNDS[first], HEAT_BOUNDS[last]).map((value) => ({
    value,
    label: inWords(duration(value)),
  }));
  return { plot, ticks };
}

function decadesBetween(low: number, high: number): number[] {
  const values: number[] = [];
  for (let e = -6; e <= 4; e++) {
    for (const m of high / low > 3000 ? [1] : [1, 3]) {
      const value = Number(`${m}e${e}`);
      if (value >= low && value <= high) values.push(value);
    }
  }
  return values;
}
