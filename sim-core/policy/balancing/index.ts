import type { Balancer } from './balancer.ts';
import { consistentHash } from './consistent-hash.ts';
import { hash } from './hash.ts';
import { ipHash } from './ip-hash.ts';
import { leastConnections } from './least-connections.ts';
import { powerOfTwoChoices } from './power-of-two-choices.ts';
import { random } from './random.ts';
import { roundRobin } from './round-robin.ts';

/** Every balancer there is. Schema, page, CLI and table tests read this list. */
export const balancers: readonly Balancer[] = [
  roundRobin,
  random,
  leastConnections,
  powerOfTwoChoices,
  ipHash,
  hash,
  consistentHash,
];

export function balancerNamed(name: string): Balancer {
  return balancers.find((balancer) => balancer.name === name)!;
}
