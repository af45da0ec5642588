import { SILHOUETTES } from '../../../view/topology/silhouettes.ts';
import type { Tier } from '../../../view/topology/tier.ts';

/** Tells the sort of a node by its outline, without colour. */
export function Silhouette({ tier }: { tier: Tier }) {
  return (
    <svg className="silhouette" viewBox="0 0 24 24" width="20" height="20" aria-hidden>
      <path d={SILHOUETTES[tier]} />
    </svg>
  );
}
