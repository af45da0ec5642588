import { scaleLinear } from 'd3-scale';
import type { Plan, PlannedNode } from '../../sim-core/run/plan.ts';
import { amount, percent } from '../format.ts';
import type { Column, Recording } from '../recording.ts';
import { stepFor, sumOf, valueAt, type Curve } from './curves.ts';
import { presentAt } from '../presence.ts';
import { isEmpty, type Painter, type Reading } from './painter.ts';
import { AXIS, drawBands, drawNumber, drawQuestion, type Plot } from './plot.ts';

/** Height of one lane and the air under it. */
export const LANE_HEIGHT = 22;
const AIR = 4;
/** Where the number at the top of the first lane stands. */
const NUMBER_Y = 7;
const NUMBER_WIDTH = 38;
/** A node with more replicas than this has one lane for all. */
const MOST_REPLICAS = 8;
/** More lanes than this can't be read together. */
const MOST_LANES = 24;

export interface Lane {
  readonly name: string;
  readonly instances: readonly number[];
  /** Whether they come and go. */
  readonly isScaled: boolean;
}

/** One lane per instance that has the metric; one per node where there are many. */
export function lanesOf(plan: Plan, metric: string): Lane[] {
  const nodes = plan.nodes.filter((node) => node.metrics.some(({ name }) => name === metric));
  return nodes.flatMap((node) => lanesOfNode(plan, node)).slice(0, MOST_LANES);
}

function lanesOfNode(plan: Plan, { id, instances, isScaled }: PlannedNode): Lane[] {
  if (instances.length > MOST_REPLICAS) return [{ name: `${id} ×${instances.length}`, instances, isScaled }];
  return instances.map((instance) => ({
    name: plan.instances[instance].id,
    instances: [instance],
    isScaled,
  }));
}

/** Small multiples on one scale: queue lengths, or utilisation. */
export function lanesPainter(metric: 'queueLength' | 'utilisation'): Painter {
  const isShare = metric === 'utilisation';
  let lanes: { readonly lane: Lane; readonly curve: Curve; readonly down: Curve }[] = [];
  return {
    paint(scene, frame) {
      const { recording, colours } = scene;
      const step = stepFor(recording, frame.width);
      lanes = lanesOf(recording.plan, metric).map((lane) => ({
        lane,
        curve: curveOf(recording, lane, metric, step, isShare),
        down: curveOf(recording, lane, 'up', step, true),
      }));
      const most = isShare ? 1 : Math.max(4, ...lanes.flatMap(({ curve }) => [...curve.values]));
      const x = scaleLinear([0, recording.plan.duration], [frame.left, frame.left + frame.width]);
      const whole: Plot = {
        ctx: frame.ctx,
        colours,
        left: frame.left,
        top: 0,
        width: frame.width,
        height: frame.height,
        x,
        y: () => 0,
      };
      drawBands(whole, scene.bands);
      if (isEmpty(scene)) drawQuestion(whole, isShare ? scene.words.askUtilisation : scene.words.askQueues);
      lanes.forEach(({ curve, down }, index) => {
        const bottom = (index + 1) * LANE_HEIGHT - AIR / 2;
        const y = scaleLinear([0, most], [bottom, bottom - LANE_HEIGHT + AIR]);
        drawLane({ ...whole, y }, recording, curve, down, isShare);
      });
      // All lanes have the scale of the first.
      if (lanes.length > 0) drawTop(whole, isShare ? percent(1) : amount(Math.round(most)));
    },
    read(scene, at) {
      return lanes.map(({ lane, curve, down }): Reading => {
        const value = valueAt(curve, scene.recording, at);
        const isDown = valueAt(down, scene.recording, at) === 0;
        const text = isDown
          ? scene.words.down
          : !Number.isFinite(value)
            ? '–'
            : isShare
              ? percent(value)
              : amount(Math.round(value * 10) / 10);
        return {
          name: lane.name,
          label: lane.name,
          text,
          colour: scene.colours['ink-2'],
          dash: [],
          basis: '',
        };
      });
    },
  };
}

/** The number at the top of the first lane; at the right where names lie over the left of the lanes. */
function drawTop(plot: Plot, text: string): void {
  if (plot.left >= AXIS) drawNumber(plot, text, NUMBER_Y);
  else drawNumber({ ...plot, left: plot.left + plot.width - NUMBER_WIDTH }, text, NUMBER_Y);
}

function curveOf(
  recording: Recording,
  { instances, isScaled }: Lane,
  metric: string,
  step: number,
  mean: boolean,
): Curve {
  const columns = instances
    .map((instance) => recording.column(instance, metric))
    .filter((column): column is Column => column !== null);
  const curve = sumOf(recording, columns, step, mean ? 1 / Math.max(1, columns.length) : 1);
  if (!mean || !isScaled || instances.length === 1 || metric === 'up') return curve;
  return {
    step,
    values: curve.values.map((value, i) => value * weight(recording, instances, (i + 1) * step)),
  };
}

/** Of a mean over all, what makes it one over those that were there at a row. */
function weight(recording: Recording, instances: readonly number[], row: number): number {
  return instances.length / Math.max(1, presentAt(recording, instances, row).length);
}

function drawLane(plot: Plot, recording: Recording, curve: Curve, down: Curve, isShare: boolean): void {
  const { ctx, colours, left, width } = plot;
  const base = plot.y(0);
  const step = plot.x(curve.step * recording.interval) - plot.x(0);
  ctx.fillStyle = colours.hairline;
  ctx.fillRect(left, base, width, 1);
  ctx.fillStyle = isShare ? colours.first : colours['ink-2'];
  ctx.beginPath();
  for (let i = 0; i < curve.values.length; i++) {
    const y = plot.y(Math.max(0, curve.values[i]));
    if (base - y > 0.3) ctx.rect(left + i * step, y, step + 0.4, base - y);
  }
  ctx.fill();
  drawDown(plot, down, step);
  if (!isShare) return;
  ctx.strokeStyle = colours.border;
  ctx.setLineDash([1, 3]);
  ctx.beginPath();
  ctx.moveTo(left, plot.y(0.8));
  ctx.lineTo(left + width, plot.y(0.8));
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Hatched while nobody was there. */
function drawDown(plot: Plot, down: Curve, step: number): void {
  const { ctx, colours, left } = plot;
  const [top, bottom] = [plot.y(0) - LANE_HEIGHT + AIR, plot.y(0)];
  ctx.strokeStyle = colours.error;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let i = 0; i < down.values.length; i++) {
    if (down.values[i] > 0.01) continue;
    const x = left + i * step;
    ctx.moveTo(x, bottom);
    ctx.lineTo(x + 5, top);
  }
  ctx.stroke();
}
