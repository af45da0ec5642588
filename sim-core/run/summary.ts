import type { Plan, PlannedNode } from './plan.ts';
import type { ClientReport, LatencyReport, NodeReport } from './report.ts';
import { clientFigures } from './figures.ts';
import { latencyReport } from './latency-report.ts';
import { measure, measureNode } from './measure.ts';
import type { Window } from './series.ts';
import type { Sampler } from './sampler.ts';
import { STATUSES } from '../model/status.ts';

/** What every client saw in the window. */
export function clientReports(plan: Plan, sampler: Sampler, window: Window): Record<string, ClientReport> {
  return Object.fromEntries(
    sampler.clients.map(({ instance }, index) => {
      const place = plan.instances[instance];
      const node = plan.nodes.find(({ id }) => id === place.node)!;
      return [place.id, clientReport(node, sampler, instance, index, window)];
    }),
  );
}

function clientReport(
  node: PlannedNode,
  sampler: Sampler,
  instance: number,
  index: number,
  window: Window,
): ClientReport {
  const figures = clientFigures(sampler, instance, window);
  const { client } = sampler.clients[index];
  const latency: LatencyReport = latencyReport(client.latency, sampler.series, window);
  const { ended, offered, completed, attempts, late, offeredRate, throughput, goodput } = figures;
  return {
    kind: node.kind,
    offered,
    completed,
    failed: failures(sampler, index, window),
    attempts,
    late,
    inFlight: client.inFlight,
    offeredRate,
    throughput,
    goodput,
    availability: ended === 0 ? null : completed / ended,
    latency,
    classes: classReports(sampler, index, window),
  };
}

function failures(sampler: Sampler, index: number, window: Window): Record<string, number> {
  const entries = STATUSES.map((name, status) => [name, sampler.failedIn(index, status, window)] as const);
  return Object.fromEntries(entries.filter(([, count]) => count > 0));
}

function classReports(sampler: Sampler, index: number, window: Window): ClientReport['classes'] {
  return Object.fromEntries(
    sampler.classesIn(index, window).map(({ name, completed, failed }) => [name, { completed, failed }]),
  );
}

/** What the metrics of every node that is not a client came to in the window. */
export function nodeReports(plan: Plan, sampler: Sampler, window: Window): Record<string, NodeReport> {
  return Object.fromEntries(plan.nodes.map((node) => [node.id, nodeReport(node, plan, sampler, window)]));
}

function nodeReport(node: PlannedNode, plan: Plan, sampler: Sampler, window: Window): NodeReport {
  const metrics = Object.fromEntries(
    node.metrics.map((metric) => [metric.name, measureNode(sampler, node, metric, window)]),
  );
  const replicas = Object.fromEntries(
    node.instances.map((instance) => [
      plan.instances[instance].id,
      {
        metrics: Object.fromEntries(
          node.metrics.map(({ name, kind }) => [
            name,
            measure(sampler.series, kind, sampler.column(instance, name), window),
          ]),
        ),
      },
    ]),
  );
  if (!node.isTimed) return { kind: node.kind, metrics, replicas };
  const recorder = sampler.recorders.get(node.instances[0])!;
  return { kind: node.kind, metrics, replicas, latency: latencyReport(recorder, sampler.series, window) };
}
