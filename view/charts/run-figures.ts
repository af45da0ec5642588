import { scaleLinear } from 'd3-scale';
import type { Figure, Table } from '../paper/paper.ts';
import type { Palette } from '../palette.ts';
import type { Pen } from '../pen.ts';
import type { Recording } from '../recording.ts';
import { HeatCells } from './heat-cells.ts';
import { LANE_HEIGHT, lanesOf, lanesPainter } from './lanes.ts';
import { latencyPainter } from './latency.ts';
import type { Band } from './bands.ts';
import type { Bound, Painter, Scene } from './painter.ts';
import { AXIS } from './plot.ts';
import { throughputPainter } from './throughput.ts';
import { timeTicks } from './time-ticks.ts';

/** Room at the right for the names of lines, and below for the times. */
const NAMES = 74;
const TIMES = 22;
/** Room at the left for the names of lanes. */
const LANES = 104;
const PLOT = 190;
const NARROW_PLOT = 150;
const NARROW_FROM = 500;

const WORDS: Readonly<Record<string, string>> = {
  offered: 'offered',
  completed: 'completed',
  useful: 'useful',
  failed: 'failed',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  down: 'down',
  askThroughput: '',
  askLatency: '',
  askQueues: '',
  askUtilisation: '',
  sample: '',
  tooFewFor: '',
};

/** A run that is over, as its figures need it. */
export interface Recorded {
  readonly recording: Recording;
  readonly bands: readonly Band[];
}

/** The page's chart of offered, completed, useful and failed requests per second of one client. */
export function throughputFigure(recorded: Recorded, client: number, summary: string, values: Table): Figure {
  const title = `${nameOf(recorded, client)}: requests per second`;
  return overTime({ title, summary, values }, throughputPainter(), recorded, client, []);
}

/** The page's heat map of one client's latencies, with quantiles and bounds drawn over it. */
export function latencyFigure(
  recorded: Recorded,
  client: number,
  bounds: readonly Bound[],
  summary: string,
  values: Table,
): Figure {
  const painter = latencyPainter((rows, cells) => new HeatCells(rows, cells));
  const title = `${nameOf(recorded, client)}: latency`;
  return overTime({ title, summary, values }, painter, recorded, client, bounds);
}

/** The page's small multiples of utilisation or queues; null if nobody has such a thing. */
export function lanesFigure(
  recorded: Recorded,
  metric: 'queueLength' | 'utilisation',
  summary: string,
): Figure | null {
  const lanes = lanesOf(recorded.recording.plan, metric);
  if (lanes.length === 0) return null;
  const height = lanes.length * LANE_HEIGHT;
  return {
    kind: 'figure',
    title: metric === 'queueLength' ? 'Queues' : 'Utilisation',
    summary,
    values: null,
    height: () => height + TIMES,
    paint: (pen, width, colours) => {
      const frame = { ctx: pen, left: LANES, width: width - LANES - 8, height, full: width };
      lanesPainter(metric).paint(sceneOf(recorded, 0, [], colours), frame);
      pen.font = '12px "IBM Plex Sans Variable", sans-serif';
      pen.textAlign = 'left';
      pen.textBaseline = 'alphabetic';
      pen.fillStyle = colours['ink-2'];
      lanes.forEach(({ name }, i) => pen.fillText(shortened(name), 0, (i + 1) * LANE_HEIGHT - 4));
      drawTimes(pen, recorded.recording, frame.left, frame.width, height, colours);
    },
  };
}

function overTime(
  words: Pick<Figure, 'title' | 'summary' | 'values'>,
  painter: Painter,
  recorded: Recorded,
  client: number,
  bounds: readonly Bound[],
): Figure {
  const heightFor = (width: number) => (width < NARROW_FROM ? NARROW_PLOT : PLOT);
  return {
    kind: 'figure',
    ...words,
    height: (width) => heightFor(width) + TIMES,
    paint: (pen, width, colours) => {
      const height = heightFor(width);
      const frame = { ctx: pen, left: AXIS, width: width - AXIS - NAMES, height, full: width };
      painter.paint(sceneOf(recorded, client, bounds, colours), frame);
      drawTimes(pen, recorded.recording, frame.left, frame.width, height, colours);
    },
  };
}

function sceneOf(
  { recording, bands }: Recorded,
  client: number,
  objectives: readonly Bound[],
  colours: Palette,
): Scene {
  return { recording, ghost: null, bands, objectives, client, colours, words: WORDS, latencyMode: 'heatmap' };
}

/** The axis of time below a plot. */
function drawTimes(
  ctx: Pen,
  { plan }: Recording,
  left: number,
  width: number,
  top: number,
  colours: Palette,
): void {
  const x = scaleLinear([0, plan.duration], [left, left + width]);
  ctx.strokeStyle = colours.border;
  ctx.lineWidth = 1;
  ctx.font = '11px "IBM Plex Mono", monospace';
  ctx.textBaseline = 'top';
  ctx.fillStyle = colours.muted;
  ctx.beginPath();
  ctx.moveTo(left, top + 0.5);
  ctx.lineTo(left + width, top + 0.5);
  for (const { at, label } of timeTicks(plan.duration, width)) {
    ctx.moveTo(Math.round(x(at)) + 0.5, top);
    ctx.lineTo(Math.round(x(at)) + 0.5, top + 4);
    ctx.textAlign = at === 0 ? 'left' : at >= plan.duration * 0.98 ? 'right' : 'center';
    ctx.fillText(label, x(at), top + 7);
  }
  ctx.stroke();
}

function nameOf({ recording }: Recorded, client: number): string {
  return recording.plan.instances[recording.clients[client]].id;
}

function shortened(name: string): string {
  return name.length > 15 ? `${name.slice(0, 14)}…` : name;
}
