import * as z from 'zod';
import { defineKind, type Metric } from '../define.ts';
import { bytes, count, duration, durationDistribution } from '../fields.ts';
import { WRITE } from '../requests.ts';
import type { Route, World } from '../world.ts';
import { instancesOf } from '../world.ts';
import { Ledger } from './ledger.ts';
import { Replica } from './replica.ts';
import { constant, exponential } from '../../random/distributions.ts';

const params = z.strictObject({
  replicas: count({
    label: 'Replicas',
    help: 'Copies of the data; the first leads at the start.',
    min: 1,
    max: 63,
  }).default(3),
  replication: z.enum(['asynchronous', 'semi-synchronous', 'synchronous']).default('semi-synchronous').meta({
    label: 'Replication',
    help: 'When a write is acknowledged: at once, when one follower has it, or when all that are in sync have applied it.',
  }),
  reads: z.enum(['leader', 'any']).default('leader').meta({
    label: 'Reads',
    help: 'Who serves reads: the leader only, or any replica, which may be behind.',
  }),
  cores: count({
    label: 'Cores',
    help: 'Requests that one replica works on at the same time.',
    min: 1,
    max: 100_000,
  }).default(16),
  queue: count({
    label: 'Queue',
    help: 'Requests that may wait; more are rejected.',
    min: 0,
    max: 1_000_000,
  }).default(1000),
  readTime: durationDistribution({ label: 'Read time', help: 'Work per read.' }).default(exponential(0.001)),
  writeTime: durationDistribution({ label: 'Write time', help: 'Work per write at the leader.' }).default(
    exponential(0.002),
  ),
  applyLag: durationDistribution({
    label: 'Apply lag',
    help: 'From having an entry to its being readable on a follower.',
  }).default(constant(0.005)),
  capacity: bytes({ label: 'Capacity', help: 'Disk of one replica; writes beyond it fail.', min: 1 }).default(
    1e12,
  ),
  recordSize: bytes({
    label: 'Record size',
    help: 'Disk and network that each write takes.',
    min: 0,
  }).default(1000),
  shipEvery: duration({
    label: 'Ship every',
    help: 'How often the leader sends its log to followers; 0 for at once, with each write.',
    min: 0,
  }).default(0),
  heartbeat: duration({
    label: 'Heartbeat',
    help: 'How often the leader says that it is there.',
    min: 0.001,
  }).default(0.5),
  detectAfter: duration({
    label: 'Detect after',
    help: 'Silence of the leader after which a follower stands for election.',
    min: 0.01,
  }).default(3),
  electionTimeout: duration({
    label: 'Election timeout',
    help: 'Spread of the moments at which followers stand, and time after which they try again.',
    min: 0.001,
  }).default(0.3),
  redirectAfter: duration({
    label: 'Redirect after',
    help: 'From an election to clients knowing of it.',
    min: 0,
  }).default(0.2),
  ackTimeout: duration({
    label: 'Acknowledgement timeout',
    help: 'How long the leader waits for followers before it tells the client that the write failed.',
    min: 0.001,
  }).default(1),
  fencing: z.boolean().default(true).meta({
    label: 'Fencing',
    help: 'A leader needs a majority, and stops when it loses it. Without fencing two can lead at once.',
  }),
});

export type StoreSettings = z.output<typeof params>;

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
];

/** Sends writes to the leader that clients know of, and reads there or to any replica. */
function routeOf(ledger: Ledger, addresses: readonly number[], settings: StoreSettings, world: World): Route {
  const { requests } = world;
  return {
    pick: (row) => {
      if (requests.kind[row] === WRITE || settings.reads === 'leader') return ledger.known;
      return addresses[Math.floor(requests.luck[row] * addresses.length)];
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
  tier: 'state',
  params,
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
