import type { ClientReport, CostReport, NodeReport } from './report.ts';

const MILLION = 1e6;

/**
 * Adds up what the nodes have cost.
 *
 * @param seconds of the window that nodes and clients were measured in.
 */
export function costReport(
  nodes: Readonly<Record<string, NodeReport>>,
  clients: Readonly<Record<string, ClientReport>>,
  seconds: number,
): CostReport {
  const costs = Object.entries(nodes)
    .map(([id, { metrics }]) => [id, metrics.cost ?? 0] as const)
    .filter(([, cost]) => cost > 0);
  const total = costs.reduce((sum, [, cost]) => sum + cost, 0);
  const cores = Object.values(nodes).reduce((sum, { metrics }) => sum + (metrics.provisioned ?? 0), 0);
  const completed = Object.values(clients).reduce((sum, client) => sum + client.completed, 0);
  return {
    total,
    perHour: seconds > 0 ? (total / seconds) * 3600 : 0,
    perMillionRequests: completed === 0 ? null : (total / completed) * MILLION,
    cores,
    nodes: Object.fromEntries(costs),
  };
}
