import type { Distribution } from '../../random/distributions.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { ATTEMPT, LUCK } from '../request-rows.ts';
import type { Place } from '../place.ts';
import type { RequestHandle } from '../requests.ts';
import { keyedStreamOf, type World } from '../world.ts';

/** How long each request that waits may still do so: a timer for each that may not for ever. */
export class Patience {
  private readonly timers = new Map<RequestHandle, number>();
  private readonly timeout: Distribution | undefined;
  private readonly world: World;
  private readonly place: Place;
  private readonly luck: KeyedRandom;
  private readonly op: number;

  /** @param op timer that the time of a request is up. */
  constructor(timeout: Distribution | undefined, world: World, place: Place, op: number) {
    this.timeout = timeout;
    this.world = world;
    this.place = place;
    this.op = op;
    this.luck = keyedStreamOf(world, `${place.node}/queue-timeout`);
  }

  /** @param most seconds that the discipline allows. */
  begin(handle: RequestHandle, row: number, most: number): void {
    const patience = this.timeout === undefined ? most : Math.min(most, this.draw(this.timeout, row));
    if (patience === Infinity) return;
    const { simulation } = this.world;
    const isLasting = this.timeout === undefined || this.timeout.scv === 0;
    const timer = isLasting
      ? simulation.timerInLane(simulation.lane(patience), this.place.address, this.op, handle)
      : simulation.timer(this.place.address, patience, this.op, handle);
    this.timers.set(handle, timer);
  }

  /** It waits no more, or its time is up. */
  over(handle: RequestHandle): void {
    if (this.timers.size === 0) return;
    const timer = this.timers.get(handle);
    if (timer === undefined) return;
    this.world.simulation.cancel(timer);
    this.timers.delete(handle);
  }

  clear(): void {
    this.timers.clear();
  }

  private draw(timeout: Distribution, row: number): number {
    const { requests } = this.world;
    return timeout.sample(this.luck.rekey(requests.floats[row + LUCK] + requests.words[row + ATTEMPT]));
  }
}
