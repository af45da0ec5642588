import type { LimitHit } from '../kernel/limits.ts';
import type { World } from '../model/world.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ObjectiveWatch } from './objective-watch.ts';
import type { Plan } from './plan.ts';
import { QueueWatch } from './queue-watch.ts';
import { RecoveryWatch } from './recovery/recovery-watch.ts';
import type { Sampler } from './sampler.ts';
import { TroubleWatch } from './trouble-watch.ts';
import type { Watch } from './watch.ts';

/** All watches of a run. */
export class Watcher implements Watch {
  readonly recovery: RecoveryWatch;
  private readonly watches: readonly Watch[];
  private readonly world: World;

  constructor(scenario: Scenario, world: World, plan: Plan, sampler: Sampler) {
    this.world = world;
    this.recovery = new RecoveryWatch({ world, plan, sampler });
    this.watches = [
      ...plan.nodes.filter((node) => !node.isClient).map((node) => new QueueWatch(node, world, sampler)),
      ...sampler.clients.map(({ instance }) => new TroubleWatch(instance, world, sampler)),
      ...scenario.expect.map((objective) => new ObjectiveWatch(objective, world, plan, sampler)),
      this.recovery,
    ];
  }

  look(): void {
    for (const watch of this.watches) watch.look();
  }

  limitHit({ limit, value, at, busiest }: LimitHit): void {
    this.world.moments.note(at, 'limit-hit', '', { limit, value, busiest: busiest.join(', ') });
  }
}
