import type { PlannedNode } from '../../sim-core/run/plan.ts';
import type { Run } from '../../sim-core/run/run.ts';
import type { ClientReport, Report } from '../../sim-core/run/report.ts';
import { bandsOf, isPassing, scheduleOf } from '../../view/charts/bands.ts';
import {
  lanesFigure,
  latencyFigure,
  throughputFigure,
  type Recorded,
} from '../../view/charts/run-figures.ts';
import type { Block, Figure, Table } from '../../view/paper/paper.ts';
import type { Column, Recording } from '../../view/recording.ts';
import { topologyFigure } from '../../view/topology/topology-figure.ts';
import { number, seconds } from '../render/numbers.ts';

/** Rows of a table of values over time. */
const ROWS = 12;

/** The system with what its parts did on average. */
export function systemFigure(run: Run, recording: Recording, { clients, nodes }: Report): Figure {
  const lines = (node: PlannedNode): string[] => {
    const client = clients[node.id];
    if (client !== undefined) {
      const { offeredRate, latency } = client;
      const tail = latency.p99 === null ? latency.p50 : latency.p99;
      return [`${number(offeredRate)}/s`, `${latency.p99 === null ? 'p50' : 'p99'} ${seconds(tail)}`];
    }
    const { raw } = run.scenario.nodes.find(({ id }) => id === node.id)!;
    const said = raw['policy'] ?? raw['replication'] ?? raw['preset'];
    return node.tier === 'edge' || node.tier === 'control'
      ? ['', typeof said === 'string' ? said : node.kind]
      : [nodes[node.id]?.metrics.utilisation === undefined ? node.kind : ''];
  };
  const ways = run.plan.nodes
    .filter(({ targets }) => targets.length > 0)
    .map(({ id, targets }) => `${id} → ${targets.join(', ')}`);
  return topologyFigure(
    run,
    recording,
    lines,
    `${ways.join('; ')}. Queues, cores and bars show means over the run; the tick stands at 80 %.`,
  );
}

/** Throughput and latency over time of one client. */
export function clientFigures(
  run: Run,
  recording: Recording,
  id: string,
  client: ClientReport,
  index: number,
): Figure[] {
  const recorded = recordedOf(run, recording);
  const bounds = run.scenario.expect
    .filter(({ node }) => node === id)
    .map(({ text, metric, value }) => ({ text, metric, bound: value }));
  const { offeredRate, throughput, goodput, latency } = client;
  return [
    throughputFigure(
      recorded,
      index,
      `On average ${number(offeredRate)}/s were offered, ${number(throughput)}/s completed, ${number(goodput)}/s of use.${shading(recorded)}`,
      valuesOverTime(recording, index),
    ),
    latencyFigure(
      recorded,
      index,
      bounds,
      `Half of the answers came within ${seconds(latency.p50)}${latency.p99 === null ? '' : `, 99 of 100 within ${seconds(latency.p99)}`}. Darker cells hold more answers; the scale is logarithmic.`,
      quantilesOverTime(recording, index),
    ),
  ];
}

/** Utilisation and queues, part by part. */
export function queueFigures(run: Run, recording: Recording): Block[] {
  const recorded = recordedOf(run, recording);
  const figures = [
    lanesFigure(
      recorded,
      'utilisation',
      'Share of the cores that was busy; the dotted line is 80 %, strokes mark who was down.',
    ),
    lanesFigure(recorded, 'queueLength', 'Requests that waited, all on one scale.'),
  ];
  return figures.filter((figure) => figure !== null);
}

function recordedOf(run: Run, recording: Recording): Recorded {
  const { scenario, duration } = run;
  const acts = run.interventions.flatMap(({ at, command }) =>
    command.kind === 'strike' ? [{ at, lasts: command.lasts, text: command.text }] : [],
  );
  const bands = bandsOf({ schedule: scheduleOf(scenario), duration }, acts);
  return { recording, bands: bands.filter((band) => isPassing(band, duration)) };
}

function shading({ bands }: Recorded): string {
  return bands.length === 0 ? '' : ' Shaded: while a fault was in force.';
}

function valuesOverTime(recording: Recording, client: number): Table {
  const instance = recording.clients[client];
  const metrics = ['offered', 'completed', 'useful', 'failed'];
  const columns = metrics.map((metric) => recording.column(instance, metric));
  const steps = Math.min(ROWS, recording.rows - 1);
  const rows = Array.from({ length: Math.max(0, steps) }, (_, i) => {
    const [from, to] = [i, i + 1].map((k) => Math.round((k * (recording.rows - 1)) / steps));
    const mean = (column: Column | null) => (column === null ? NaN : recording.mean(column, from, to));
    return [span(recording, from, to), ...columns.map((column) => number(mean(column)))];
  });
  return { kind: 'table', caption: 'Per second', head: ['from … to', ...metrics], rows };
}

function quantilesOverTime(recording: Recording, client: number): Table {
  const slices = recording.slices(client);
  const steps = Math.min(ROWS, slices);
  const rows = Array.from({ length: steps }, (_, i) => {
    const slice = Math.round(((i + 1) * slices) / steps) - 1;
    const value = (field: number) => seconds(recording.quantile(client, slice, field));
    return [seconds(((slice + 1) * recording.plan.duration) / slices), value(1), value(2), value(3)];
  });
  return {
    kind: 'table',
    caption: 'Quantiles of the latest answers',
    head: ['at', 'p50', 'p95', 'p99'],
    rows,
  };
}

function span({ interval }: Recording, from: number, to: number): string {
  return `${number(from * interval)} … ${number(to * interval)} s`;
}
