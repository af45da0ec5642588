import type { Address } from '../../kernel/component.ts';
import type { Random } from '../../random/generator.ts';
import type { Place } from '../place.ts';
import { streamOf, type World } from '../world.ts';
import type { GarbageCollection } from './resource-settings.ts';
import { Spell } from './spell.ts';

/**
 * Stop-the-world pauses of a collector of the young generation: requests allocate, and when as many bytes were
 * allocated as the young generation holds, all work of the process stands still for a pause. That is when HotSpot's
 * collectors start a minor collection (Java SE 21, HotSpot Virtual Machine Garbage Collection Tuning Guide,
 * “Generations”), so pauses come as often as there is traffic.
 *
 * Left out: major collections, concurrent phases and the processor time they take, survivors: the pause is drawn,
 * it does not follow from what is alive.
 */
export class GarbageCollector {
  readonly pauses: Spell;
  private allocated = 0;
  private readonly settings: GarbageCollection;
  private readonly world: World;
  private readonly address: Address;
  private readonly luck: Random;
  private readonly op: number;

  /** @param op timer that ends a pause. */
  constructor(settings: GarbageCollection, world: World, place: Place, op: number) {
    this.settings = settings;
    this.world = world;
    this.address = place.address;
    this.luck = streamOf(world, `${place.id}/garbage-collection`);
    this.op = op;
    this.pauses = new Spell(world, place.address);
  }

  requestArrived(): void {
    this.allocated += this.settings.allocation;
    if (!this.pauses.isOn) this.collectIfFull();
  }

  pauseOver(): void {
    this.pauses.end();
    this.collectIfFull();
  }

  crashed(): void {
    this.pauses.end();
    this.allocated = 0;
  }

  private collectIfFull(): void {
    const { youngGeneration, pause } = this.settings;
    if (this.allocated < youngGeneration) return;
    this.allocated -= youngGeneration;
    this.pauses.begin(Infinity);
    this.world.simulation.timer(this.address, pause.sample(this.luck), this.op);
  }
}
