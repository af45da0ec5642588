import { balancerNamed } from '../../policy/balancing/index.ts';
import { Upstream } from '../../policy/upstream.ts';
import type { Place } from '../place.ts';
import { streamOf, type World } from '../world.ts';
import { zonesOf } from './backends.ts';
import type { Settings } from './balancer-settings.ts';
import { addressOf, keyText } from './key-texts.ts';

/** What a balancer knows of its backends at first. @param primaries so many of them come first, the others are backups. */
export function upstreamOf(
  world: World,
  { id, zone }: Place,
  settings: Settings,
  backends: readonly Place[],
  weights: readonly number[],
  primaries: number,
): Upstream {
  const { maxFails, failTimeout, maxConnections, options, viewAge, allBackups, queue, policy } = settings;
  return new Upstream(
    {
      names: backends.map((backend) => backend.id),
      weights: [...weights],
      backup: backends.map((_, i) => (i < primaries ? 0 : 1)),
      isOneBackup: !allBackups,
      sparesBackups: queue > 0,
      maxFails,
      failTimeout,
      maxConnections,
      keyText,
      address: addressOf,
      ...zonesOf(zone, backends),
      options,
      isViewReported: viewAge !== undefined,
    },
    balancerNamed(policy),
    streamOf(world, `${id}/pick`),
  );
}
