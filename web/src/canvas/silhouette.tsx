import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { silhouetteOf } from '../../../view/topology/silhouettes.ts';

/** Tells the sort of a node by its outline, without colour. */
export function Silhouette({ node }: { node: Pick<PlannedNode, 'kind' | 'tier'> }) {
  return (
    <svg className="silhouette" viewBox="0 0 24 24" width="20" height="20" aria-hidden>
      <path d={silhouetteOf(node)} />
    </svg>
  );
}
