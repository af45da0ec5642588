import { metricsOf } from '../model/define.ts';
import { replicasOf, type Subject } from './subject.ts';
import type { Finding } from './problem.ts';
import { SCENARIO_LIMITS } from './schema.ts';

/** Products that would not fit into memory, found before anything of that size is made. */
export function checkSize({ nodes }: Subject): Finding[] {
  const sizes = nodes.map(({ id, kind, params }) => {
    const replicas = replicasOf(kind, params);
    return { id, replicas, columns: replicas * metricsOf(kind, params).length };
  });
  const instances = sizes.reduce((sum, { replicas }) => sum + replicas, 0);
  const columns = sizes.reduce((sum, size) => sum + size.columns, 0);
  const largest = sizes.toSorted((a, b) => b.replicas - a.replicas)[0];
  const path = largest === undefined ? ['nodes'] : ['nodes', largest.id];
  if (instances > SCENARIO_LIMITS.instances) {
    return [
      { code: 'too-many-instances', path, at: 'key', data: { instances, max: SCENARIO_LIMITS.instances } },
    ];
  }
  if (columns > SCENARIO_LIMITS.columns) {
    return [{ code: 'too-many-columns', path, at: 'key', data: { columns, max: SCENARIO_LIMITS.columns } }];
  }
  return [];
}
