import type { PlannedNode } from '../../sim-core/run/plan.ts';
import type { Run } from '../../sim-core/run/run.ts';
import { readInstances } from '../../sim-core/run/instance-view.ts';
import { frameLength, INSTANCE, instanceAt } from '../frame.ts';
import type { Figure } from '../paper/paper.ts';
import type { Recording } from '../recording.ts';
import { Geometry, type Flow } from './geometry.ts';
import { layout } from './layout.ts';
import { drawTopology, topologyBounds } from './topology-picture.ts';

/** Narrower pictures are drawn from top to bottom. */
const DOWN_BELOW = 500;

/**
 * The system as the page draws it, standing still: bars, cores and queues show means over the run, and who is down
 * or leads is as it was at the end.
 */
export function topologyFigure(
  run: Run,
  recording: Recording,
  lines: (node: PlannedNode) => readonly string[],
  summary: string,
): Figure {
  const { values, shares } = meansOf(run, recording);
  const geometries = new Map<Flow, Geometry>();
  const geometryFor = (width: number): Geometry => {
    const flow = width < DOWN_BELOW ? 'down' : 'right';
    const known = geometries.get(flow) ?? new Geometry(run.plan, layout(run.plan, flow), flow);
    geometries.set(flow, known);
    return known;
  };
  /** Small systems are not blown up. */
  const zoomFor = (width: number): number => Math.min(1, width / topologyBounds(geometryFor(width)).width);
  return {
    kind: 'figure',
    title: 'Means over the run',
    summary,
    values: null,
    height: (width) => Math.ceil(topologyBounds(geometryFor(width)).height * zoomFor(width)),
    paint: (pen, width, colours) => {
      const geometry = geometryFor(width);
      const bounds = topologyBounds(geometry);
      const zoom = zoomFor(width);
      const x = (width - bounds.width * zoom) / 2 - bounds.x * zoom;
      pen.add(
        `<g transform="translate(${x.toFixed(2)} ${(-bounds.y * zoom).toFixed(2)}) scale(${zoom.toFixed(4)})">`,
      );
      drawTopology(pen, geometry, { lines, values, share: (instance) => shares[instance] }, colours);
      pen.add('</g>');
    },
  };
}

/** Rows of instances with means over the recording in place of what stood at the end. */
function meansOf(run: Run, recording: Recording): { values: Float64Array; shares: Float64Array } {
  const { instances } = run.plan;
  const values = new Float64Array(frameLength(instances.length));
  const shares = new Float64Array(instances.length);
  readInstances(run.world, values, instanceAt(0));
  instances.forEach((_, instance) => {
    const at = instanceAt(instance);
    const mean = (metric: string): number => {
      const column = recording.column(instance, metric);
      const value = column === null ? 0 : recording.mean(column, 0, recording.rows - 1);
      return Number.isFinite(value) ? value : 0;
    };
    shares[instance] = mean('utilisation');
    values[at + INSTANCE.queue] = mean('queueLength');
    values[at + INSTANCE.busy] = shares[instance] * values[at + INSTANCE.capacity];
  });
  return { values, shares };
}
