import { costMetric, provisionedMetric } from '../cost.ts';
import { defineKind, type Metric } from '../define.ts';
import { KIND, LUCK } from '../request-rows.ts';
import { WRITE } from '../requests.ts';
import type { Route, World } from '../world.ts';
import { instancesOf } from '../world.ts';
import { Ledger } from './ledger.ts';
import { Replica } from './replica.ts';
import { storeParams, type StoreSettings } from './store-settings.ts';

const perNode = (read: (ledger: Ledger, now: number) => number) => (replica: Replica, now: number) =>
  // Counted once for the node, by its first replica.
  replica.core.self === 0 ? read(replica.ledger, now) : 0;

const metrics: readonly Metric<Replica>[] = [
  {
    name: 'utilisation',
    kind: 'area',
    unit: 'fraction',
    help: 'Share of its cores that is busy.',
    read: (r, now) => r.cores.area(now) / r.cores.count,
  },
  {
    name: 'queueLength',
    kind: 'area',
    unit: 'requests',
    help: 'Requests that wait for a core.',
    read: (r, now) => r.waiting.area(now),
  },
  {
    name: 'queuePeak',
    kind: 'last',
    unit: 'requests',
    across: 'max',
    help: 'Longest queue so far.',
    read: (r) => r.waiting.peak,
  },
  { name: 'held', kind: 'gauge', unit: 'requests', help: 'Requests here in any state.', read: (r) => r.held },
  { name: 'reads', kind: 'counter', unit: 'requests', help: 'Reads answered.', read: (r) => r.reads },
  { name: 'writes', kind: 'counter', unit: 'requests', help: 'Writes acknowledged.', read: (r) => r.writes },
  {
    name: 'rejected',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests turned away: queue or disk full.',
    read: (r) => r.rejected,
  },
  {
    name: 'failed',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests that failed for want of a leader or of followers.',
    read: (r) => r.failed,
  },
  { name: 'leader', kind: 'gauge', unit: '', help: '1 if it leads.', read: (r) => (r.isLeader ? 1 : 0) },
  {
    name: 'lag',
    kind: 'gauge',
    unit: 'writes',
    help: 'Entries that it has but has not applied.',
    read: (r) => Math.max(0, r.core.index - r.applied),
  },
  { name: 'diskUsed', kind: 'last', unit: 'bytes', help: 'Disk in use.', read: (r) => r.bytesUsed },
  {
    name: 'lostWrites',
    kind: 'counter',
    unit: 'writes',
    help: 'Acknowledged writes that are gone.',
    read: perNode((ledger) => ledger.lostWrites),
  },
  {
    name: 'staleReads',
    kind: 'counter',
    unit: 'reads',
    help: 'Reads that missed a write acknowledged before them.',
    read: perNode((ledger) => ledger.staleReads),
  },
  {
    name: 'elections',
    kind: 'counter',
    unit: '',
    help: 'New leaders.',
    read: perNode((ledger) => ledger.elections),
  },
  {
    name: 'unavailableSeconds',
    kind: 'counter',
    unit: 'seconds',
    help: 'Time without a leader that clients know.',
    read: perNode((ledger, now) => ledger.unavailable(now)),
  },
  provisionedMetric(),
  costMetric('What its replicas have cost.'),
];

/** Sends writes to the leader that clients know of, and reads there or to any replica. */
function routeOf(ledger: Ledger, addresses: readonly number[], settings: StoreSettings, world: World): Route {
  const { requests } = world;
  return {
    pick: (row) => {
      if (requests.words[row + KIND] === WRITE || settings.reads === 'leader') return ledger.known;
      return addresses[Math.floor(requests.floats[row + LUCK] * addresses.length)];
    },
  };
}

/**
 * A store with one leader and followers. See {@link Replica} for what one replica does and
 * {@link ReplicationCore} for the protocol.
 */
export const replicatedStore = defineKind({
  kind: 'replicated-store',
  summary: 'Keeps data on a leader and followers; elects a new leader when the old one is gone.',
  caveats: {
    assumes:
      'Logs are compared at once after an election, and an append that is lost is made good by the next one.',
    leavesOut:
      'Contents of the log, snapshots, membership changes, pre-votes, read leases, disks that forget.',
  },
  tier: 'state',
  params: storeParams,
  live: ['replication', 'detectAfter', 'applyLag', 'readTime', 'writeTime', 'queue'],
  metrics,
  replicas: (settings) => settings.replicas,
  targets: () => [],
  build(place, settings, world) {
    const places = instancesOf(world, place.node);
    const first = places[0].address;
    if (place.index === 0) {
      const ledger = new Ledger(place.node, world, first);
      const addresses = places.map(({ address }) => address);
      world.routes.set(place.node, routeOf(ledger, addresses, settings, world));
      return new Replica(place, settings, world, ledger);
    }
    const { ledger } = world.simulation.components[first] as Replica;
    return new Replica(place, settings, world, ledger);
  },
  reconfigure: (component, settings) => component.configure(settings),
});
