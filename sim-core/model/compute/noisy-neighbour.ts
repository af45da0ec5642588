import type { Address } from '../../kernel/component.ts';
import type { Random } from '../../random/generator.ts';
import type { Place } from '../place.ts';
import { streamOf, type World } from '../world.ts';
import type { Neighbour } from './resource-settings.ts';
import { Spell } from './spell.ts';

/**
 * Somebody else on the same machine who at times takes a share of every core: what a guest sees as steal time
 * (`st` in proc_stat(5), Linux). Busy and idle periods follow each other and do not depend on the server's load; an
 * instance that starts finds the neighbour idle. With a share of 100 % it is a server with breakdowns.
 *
 * Left out: contention for caches, memory bandwidth, disk and network, which would slow the work in ways that depend
 * on it.
 */
export class NoisyNeighbour {
  readonly busy: Spell;
  private readonly settings: Neighbour;
  private readonly world: World;
  private readonly address: Address;
  private readonly luck: Random;
  private readonly op: number;

  /** @param op timer that begins or ends a busy period. */
  constructor(settings: Neighbour, world: World, place: Place, op: number) {
    this.settings = settings;
    this.world = world;
    this.address = place.address;
    this.luck = streamOf(world, `${place.id}/noisy-neighbour`);
    this.op = op;
    this.busy = new Spell(world, place.address);
  }

  started(): void {
    this.setTimer();
  }

  turned(): void {
    if (this.busy.isOn) this.busy.end();
    else this.busy.begin(1 / (1 - this.settings.share));
    this.setTimer();
  }

  crashed(): void {
    this.busy.end();
  }

  /** Core · seconds stolen per core. */
  stolen(now: number): number {
    return this.busy.area(now) * this.settings.share;
  }

  private setTimer(): void {
    const { busy, idle } = this.settings;
    const period = (this.busy.isOn ? busy : idle).sample(this.luck);
    this.world.simulation.timer(this.address, period, this.op);
  }
}
