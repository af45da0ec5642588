import { server } from '../model/compute/server.ts';
import type { Kind } from '../model/define.ts';
import { autoscaler } from '../model/control/autoscaler.ts';
import { workQueue } from '../model/messaging/work-queue-kind.ts';
import { loadBalancer } from '../model/edge/load-balancer.ts';
import { replicatedStore } from '../model/storage/replicated-store.ts';
import { replay } from '../model/traffic/replay.ts';
import { source } from '../model/traffic/source.ts';
import { users } from '../model/traffic/users.ts';

/** The one list of kinds. Schema, forms, palette, CLI and docs read it; a new kind is one more line here. */
export const kinds = [
  source,
  users,
  replay,
  loadBalancer,
  server,
  replicatedStore,
  workQueue,
  autoscaler,
] as unknown as readonly Kind[];

export function kindOf(name: unknown): Kind | undefined {
  return kinds.find(({ kind }) => kind === name);
}
