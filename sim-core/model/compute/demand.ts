import type { Distribution } from '../../random/distributions.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { ATTEMPT, CLASS, KIND, LUCK, WORK } from '../request-rows.ts';
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
    if (this.service === undefined || requests.words[row + KIND] === CHECK)
      return requests.floats[row + WORK];
    const distribution = this.distributionFor(requests.floats[row + CLASS]);
    if (distribution === null) return requests.floats[row + WORK];
    return distribution.sample(this.luck.rekey(requests.floats[row + LUCK] + requests.words[row + ATTEMPT]));
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
