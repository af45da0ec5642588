import type { Finding, Path } from './problem.ts';
import type { NodeSpec } from './scenario.ts';
import { replicasOf, type Subject } from './subject.ts';

/** Autoscalers that don't fit what they scale. */
export function checkScalers({ nodes }: Subject): Finding[] {
  const scalers = nodes.filter(({ kind }) => kind.tier === 'control');
  return scalers.flatMap((scaler): Finding[] => {
    const target = nodes.find(({ id }) => id === scaler.params.scales);
    if (target === undefined) return [];
    const path: Path = ['nodes', scaler.id, 'scales'];
    if (target.kind.kind !== 'server')
      return [{ code: 'not-scalable', path, data: { name: target.id, kind: target.kind.kind } }];
    const first = scalers.find(({ params }) => params.scales === target.id)!;
    if (first !== scaler) return [{ code: 'scaled-twice', path, data: { name: target.id, other: first.id } }];
    return [...tooFewReplicas(scaler, target), ...tooLarge(scaler, target), ...notAQueue(scaler, nodes)];
  });
}

function notAQueue({ id, params }: NodeSpec, nodes: readonly NodeSpec[]): Finding[] {
  const queue = nodes.find((node) => node.id === params.workQueue);
  if (queue === undefined || queue.kind.kind === 'work-queue') return [];
  const data = { name: queue.id, kind: queue.kind.kind };
  return [{ code: 'not-a-work-queue', path: ['nodes', id, 'workQueue'], data }];
}

function tooFewReplicas(scaler: NodeSpec, target: NodeSpec): Finding[] {
  const replicas = replicasOf(target.kind, target.params);
  const found = (['min', 'initial', 'max'] as const).find((name) => Number(scaler.params[name]) > replicas);
  if (found === undefined) return [];
  const wanted = Number(scaler.params[found]);
  return [
    {
      code: 'too-few-replicas',
      path: ['nodes', scaler.id, found],
      data: { name: target.id, replicas, wanted },
    },
  ];
}

/** A replica must fit on one machine of the pool. */
function tooLarge(scaler: NodeSpec, target: NodeSpec): Finding[] {
  const pool = scaler.params.pool as { readonly cores: number } | undefined;
  const cores = Number(target.params.cores);
  if (pool === undefined || cores <= pool.cores) return [];
  return [
    {
      code: 'replica-too-large',
      path: ['nodes', scaler.id, 'pool', 'cores'],
      data: { name: target.id, cores, machine: pool.cores },
    },
  ];
}
