import type { Address } from '../../kernel/component.ts';
import type { World } from '../world.ts';

/**
 * What slows an instance down at times: how often it did, and for how long in all. It multiplies with whatever else
 * slows the instance, and takes back only its own part.
 */
export class Spell {
  /** Times that it began. */
  count = 0;
  isOn = false;
  private before = 0;
  private since = 0;
  private readonly world: World;
  private readonly address: Address;

  constructor(world: World, address: Address) {
    this.world = world;
    this.address = address;
  }

  /** @param factor how many times longer everything takes; Infinity stops all work. */
  begin(factor: number): void {
    this.isOn = true;
    this.count++;
    this.since = this.world.simulation.now;
    this.world.speeds.slow(this.address, this, factor);
  }

  /** Does nothing when it is over already. */
  end(): void {
    if (!this.isOn) return;
    this.isOn = false;
    this.before += this.world.simulation.now - this.since;
    this.world.speeds.endSlow(this.address, this);
  }

  /** Seconds that it lasted in all, up to `now`. */
  area(now: number): number {
    return this.before + (this.isOn ? now - this.since : 0);
  }
}
