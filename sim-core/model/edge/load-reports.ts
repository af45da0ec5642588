import type { Address } from '../../kernel/component.ts';
import type { Upstream } from '../../policy/upstream.ts';
import {
  answersProbes,
  inFlightOf,
  indexOf,
  latencyOf,
  questionWord,
  utilisationOf,
} from '../load-answer.ts';
import type { Link } from '../network/link.ts';
import { LOAD_QUESTION } from '../op.ts';
import { RESOURCES, type ResourceName } from '../resource-choice.ts';
import type { World } from '../world.ts';

/**
 * What a balancer asks its backends about their load, and what it makes of the answers. Questions and answers
 * are messages like any other: they take time, get lost on bad links, and a backend that is down is silent.
 * Backends that cannot say, such as stores, are not asked.
 */
export class LoadReports {
  private readonly world: World;
  private readonly address: Address;
  private readonly upstream: Upstream;
  private readonly links: readonly Link[];
  private readonly canAnswer: readonly boolean[];
  /** Place in `RESOURCES` of what is monitored. */
  private readonly resource: number;

  constructor(
    world: World,
    address: Address,
    upstream: Upstream,
    links: readonly Link[],
    monitor: ResourceName,
  ) {
    const { components } = world.simulation;
    this.world = world;
    this.address = address;
    this.upstream = upstream;
    this.links = links;
    this.resource = RESOURCES.findIndex(({ name }) => name === monitor);
    this.canAnswer = links.map(({ to }) => answersProbes(components[to.address]));
  }

  /** Asks those that the policy wants to hear of. */
  probe(): void {
    for (const index of this.upstream.probes()) this.ask(index);
  }

  /** Asks all backends. */
  poll(): void {
    for (let index = 0; index < this.links.length; index++) this.ask(index);
  }

  answered(a: number, b: number): void {
    const index = indexOf(a);
    const { now } = this.world.simulation;
    this.upstream.setUtilisation(index, utilisationOf(b));
    this.upstream.probed(index, now, inFlightOf(a), latencyOf(b));
  }

  private ask(index: number): void {
    if (!this.canAnswer[index]) return;
    const question = questionWord(index, this.resource);
    this.world.network.post(this.links[index], LOAD_QUESTION, this.address, question);
  }
}
