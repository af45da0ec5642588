import type { Distribution } from '../../random/distributions.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { CHECK } from '../requests.ts';
import { keyedStreamOf, type World } from '../world.ts';
import { isDistribution, type Service } from './server-settings.ts';

/**
 * How much work a request is to a server, in seconds on one core at full speed: drawn from the server's own service time,
 * anew for every attempt, or the work that the traffic gave the request, which stays the same.
 */
export class Demand {
  private readonly world: World;
  private readonly luck: KeyedRandom;
  private service: Service;
  private byClass: (Distribution | null)[] = [];

  constructor(node: string, world: World) {
    this.world = world;
    this.luck = keyedStreamOf(world, `${node}/service`);
  }

  configure(service: Service): void {
    this.service = service;
    this.byClass = [];
  }

  of(row: number): number {
    const { requests } = this.world;
    if (this.service === undefined || requests.kind[row] === CHECK) return requests.work[row];
    const distribution = this.distributionFor(requests.class[row]);
    if (distribution === null) return requests.work[row];
    return distribution.sample(this.luck.rekey(requests.luck[row] + requests.attempt[row]));
  }

  private distributionFor(index: number): Distribution | null {
    const known = this.byClass[index];
    if (known !== undefined) return known;
    const { service } = this;
    const found = isDistribution(service) ? service : (service?.[this.world.classes[index]] ?? null);
    this.byClass[index] = found;
    return found;
  }
}
