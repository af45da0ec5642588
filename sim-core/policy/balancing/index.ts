import { aperture } from './aperture.ts';
import type { Balancer } from './balancer.ts';
import { boundedLoadRing } from './bounded-load-ring.ts';
import { consistentHash } from './consistent-hash.ts';
import { haproxyRoundRobin } from './haproxy-round-robin.ts';
import { hash } from './hash.ts';
import { headerHash } from './header-hash.ts';
import { ipHash } from './ip-hash.ts';
import { joinIdleQueue } from './join-idle-queue.ts';
import { jumpHash } from './jump-hash.ts';
import { ketama } from './ketama.ts';
import { leastConnections } from './least-connections.ts';
import { leastRequest } from './least-request.ts';
import { leastResponseTime } from './least-response-time.ts';
import { maglev } from './maglev.ts';
import { modula } from './modula.ts';
import { peakEwma } from './peak-ewma.ts';
import { powerOfDChoices } from './power-of-d-choices.ts';
import { powerOfTwoChoices } from './power-of-two-choices.ts';
import { prequal } from './prequal.ts';
import { random } from './random.ts';
import { rendezvous } from './rendezvous.ts';
import { resourceAware } from './resource-aware.ts';
import { ringHash } from './ring-hash.ts';
import { roundRobin } from './round-robin.ts';
import { sticky } from './sticky.ts';
import { uriHash } from './uri-hash.ts';
import { weightedLeastConnections } from './weighted-least-connections.ts';
import { zoneAware } from './zone-aware.ts';
import { boundedLoadHash } from './bounded-load-hash.ts';
import { first } from './first.ts';
import { haproxyConsistentHash, haproxyConsistentSourceHash } from './haproxy-consistent-hash.ts';
import { haproxyHash, haproxySourceHash } from './haproxy-hash.ts';
import { haproxyLeastConnections } from './haproxy-least-connections.ts';
import { randomTwoLeastConnections } from './random-two-least-connections.ts';
import { staticRoundRobin } from './static-round-robin.ts';

/** Every balancer there is. Schema, page, CLI and table tests read this list. */
export const balancers: readonly Balancer[] = [
  roundRobin,
  random,
  leastConnections,
  weightedLeastConnections,
  leastResponseTime,
  peakEwma,
  powerOfTwoChoices,
  powerOfDChoices,
  leastRequest,
  joinIdleQueue,
  prequal,
  resourceAware,
  ipHash,
  hash,
  consistentHash,
  ringHash,
  ketama,
  modula,
  maglev,
  rendezvous,
  jumpHash,
  boundedLoadRing,
  uriHash,
  headerHash,
  sticky,
  aperture,
  zoneAware,
  haproxyRoundRobin,
  staticRoundRobin,
  haproxyLeastConnections,
  haproxyHash,
  haproxySourceHash,
  haproxyConsistentHash,
  haproxyConsistentSourceHash,
  boundedLoadHash,
  first,
  randomTwoLeastConnections,
];

export function balancerNamed(name: string): Balancer {
  return balancers.find((balancer) => balancer.name === name)!;
}
