import { scaleLinear } from 'd3-scale';
import { amount } from '../format.ts';
import type { Column, Recording } from '../recording.ts';
import { highest, stepFor, sumOf, timeOf, valueAt, type Curve } from './curves.ts';
import { isEmpty, type Frame, type Painter, type Reading, type Scene } from './painter.ts';
import {
  drawAxis,
  drawBands,
  drawEndLabels,
  drawLine,
  drawQuestion,
  type LineStyle,
  type Plot,
} from './plot.ts';

const LINES = ['offered', 'completed', 'useful', 'failed'] as const;
type Line = (typeof LINES)[number];

/** Metrics of a client that make up a line: what a system got done includes answers that came too late. */
const METRICS: Readonly<Record<Line, readonly string[]>> = {
  offered: ['offered'],
  completed: ['completed', 'late'],
  useful: ['useful'],
  failed: ['failed'],
};

/** Room above the highest value. */
const AIR = 1.12;
/** A recording that has hardly begun does not set the scale of the axis. */
const LEAST = 0.1;

/** Offered, completed, useful and failed requests per second: the gaps are what there is to see. */
export function throughputPainter(): Painter {
  let curves: Readonly<Record<Line, Curve>> | null = null;
  return {
    paint(scene, frame) {
      const { recording, colours } = scene;
      const step = stepFor(recording, frame.width);
      curves = curvesOf(recording, scene.client, step);
      const ghost = scene.ghost === null ? null : curvesOf(scene.ghost, scene.client, step);
      const all = [...Object.values(curves), ...(ghost === null ? [] : [ghost.useful])];
      const plot = plotOf(scene, frame, Math.max(LEAST, highest(all) * AIR));
      drawBands(plot.plot, scene.bands);
      drawAxis(plot.plot, plot.ticks);
      if (isEmpty(scene)) drawQuestion(plot.plot, scene.words.askThroughput);
      if (ghost !== null) {
        const style = { colour: colours.muted, dash: [], width: 0.8 };
        drawLine(
          plot.plot,
          ghost.useful.values.length,
          (i) => timeOf(ghost.useful, recording, i),
          ghost.useful.values,
          style,
        );
      }
      for (const name of LINES) {
        const curve = curves[name];
        // Where nothing fails there is nothing to draw.
        const values =
          name === 'failed' ? curve.values.map((value) => (value > 0 ? value : NaN)) : curve.values;
        drawLine(plot.plot, values.length, (i) => timeOf(curve, recording, i), values, styleOf(scene, name));
      }
      const last = curves.offered.values.length - 1;
      if (last < 1) return;
      const ends = LINES.filter((name) => name !== 'failed' || curves!.failed.values[last] > 0).map(
        (name) => ({
          text: scene.words[name],
          colour: styleOf(scene, name).colour,
          y: plot.plot.y(curves![name].values[last]),
        }),
      );
      drawEndLabels(plot.plot, plot.plot.x(timeOf(curves.offered, recording, last)), ends, colours);
    },
    read(scene, at) {
      return LINES.map((name): Reading => {
        const value = curves === null ? NaN : valueAt(curves[name], scene.recording, at);
        const { colour, dash } = styleOf(scene, name);
        return {
          name,
          label: scene.words[name],
          text: Number.isFinite(value) ? rateText(value) : '–',
          colour,
          dash,
          basis: '',
        };
      });
    },
  };
}

function curvesOf(recording: Recording, client: number, step: number): Record<Line, Curve> {
  const instance = recording.clients[client];
  const entries = LINES.map((name) => {
    const columns = METRICS[name]
      .map((metric) => recording.column(instance, metric))
      .filter((column): column is Column => column !== null);
    return [name, sumOf(recording, columns, step)] as const;
  });
  return Object.fromEntries(entries) as Record<Line, Curve>;
}

const STYLES = {
  offered: { colour: 'ink-2', dash: [5, 3], width: 1.4 },
  completed: { colour: 'first', dash: [], width: 1.6 },
  useful: { colour: 'reply', dash: [1, 2], width: 2 },
  failed: { colour: 'error', dash: [], width: 2 },
} as const;

function styleOf({ colours }: Scene, name: Line): LineStyle {
  const { colour, dash, width } = STYLES[name];
  return { colour: colours[colour], dash, width };
}

function plotOf({ recording, colours }: Scene, { ctx, left, width, height }: Frame, most: number) {
  const top = 8;
  const x = scaleLinear([0, recording.plan.duration], [left, left + width]);
  const y = scaleLinear([0, most], [height - 4, top]);
  const plot: Plot = { ctx, colours, left, top: 0, width, height, x, y };
  const ticks = y.ticks(3).map((value) => ({ value, label: amount(value) }));
  return { plot, ticks };
}

function rateText(value: number): string {
  if (value < 1) return amount(Number(value.toPrecision(2)));
  return amount(value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
}
