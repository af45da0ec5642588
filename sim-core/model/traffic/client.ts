import * as z from 'zod';
import type { Address, Component } from '../../kernel/component.ts';
import type { Random } from '../../random/generator.ts';
import { retryPolicies, retryPolicyNamed } from '../../policy/retry/index.ts';
import { JITTERS, type RetryPolicy } from '../../policy/retry/retry-policy.ts';
import { LatencyRecorder } from '../../stats/latency-recorder.ts';
import type { Metric } from '../define.ts';
import { count, duration, group, nodeId, oneOf } from '../fields.ts';
import { Outlet } from '../network/outlet.ts';
import { FIRST_TIMER, REPLY } from '../op.ts';
import type { Place } from '../place.ts';
import { NO_REQUEST, type RequestHandle } from '../requests.ts';
import { NO_LEADER, OK, RESET, STATUSES, TIMEOUT } from '../status.ts';
import { streamOf, type World } from '../world.ts';
import { classes, classTable, type ClassTable } from './classes.ts';
import { Luck } from './luck.ts';

const TIMED_OUT = FIRST_TIMER;
const TRY_AGAIN = FIRST_TIMER + 1;
/** Timers of the different kinds of client start here. */
export const FIRST_CLIENT_TIMER = FIRST_TIMER + 2;

/** Settings that all clients share. */
export const clientParams = {
  target: nodeId({ label: 'Target', help: 'Node that gets the requests.' }),
  classes,
  timeout: duration({
    label: 'Timeout',
    help: 'How long the client waits for each attempt; without it, for ever.',
    min: 1e-6,
  }).optional(),
  retry: group(
    {
      policy: oneOf(retryPolicies, {
        label: 'Policy',
        help: 'How long to wait before trying again.',
      }).default('exponential-backoff'),
      attempts: count({
        label: 'Attempts',
        help: 'Most attempts for one request, the first included.',
        min: 1,
        max: 100,
      }).default(3),
      base: duration({ label: 'Base', help: 'Wait before the second attempt.', min: 0 }).default(0.1),
      cap: duration({ label: 'Cap', help: 'Longest wait.', min: 0 }).default(60),
      jitter: oneOf(JITTERS, { label: 'Jitter', help: 'How the wait is spread at random.' }).default('none'),
    },
    { label: 'Retry', help: 'Whether and when a failed attempt is tried again.' },
  ).optional(),
  usefulWithin: duration({
    label: 'Useful within',
    help: 'An answer counts as useful only if it comes this soon; without it, whenever it comes in time.',
    min: 1e-6,
  }).optional(),
};

const shape = z.strictObject(clientParams);
export type ClientSettings = z.output<typeof shape>;

/** What the runner reads of a client, of whatever kind. */
export interface ClientComponent extends Component {
  readonly client: Client;
}

export function isClient(component: Component): component is ClientComponent {
  return 'client' in component;
}

/**
 * The part that all clients share: opens logical requests, sends attempts, waits, tries again, counts.
 * When a logical request has ended, `ended` is told; closed-loop clients then go on thinking.
 *
 * Latency is that of the logical request: from its opening to the good answer, retries and waits included.
 */
export class Client {
  readonly latency: LatencyRecorder;
  offered = 0;
  attempts = 0;
  completed = 0;
  useful = 0;
  late = 0;
  failed = 0;
  inFlight = 0;
  /** Failures by status. */
  readonly failedBy = new Float64Array(STATUSES.length);
  readonly table: ClassTable;
  readonly completedByClass: Float64Array;
  readonly failedByClass: Float64Array;
  /** Seconds that ended requests were open, all together; for Little's law. */
  sojourn = 0;
  settings: ClientSettings;
  private inFlightArea = 0;
  private changedAt = 0;
  private readonly world: World;
  private readonly address: Address;
  private readonly luck: Luck;
  private readonly waits: Random;
  private readonly ended: (root: RequestHandle, row: number) => void;
  private outlet: Outlet;
  private policy: RetryPolicy;
  private lane = -1;

  constructor(
    place: Place,
    settings: ClientSettings,
    world: World,
    ended: (root: RequestHandle, row: number) => void = () => {},
  ) {
    this.world = world;
    this.address = place.address;
    this.settings = settings;
    this.ended = ended;
    this.latency = new LatencyRecorder(world.duration);
    this.table = classTable(settings.classes);
    this.completedByClass = new Float64Array(this.table.names.length);
    this.failedByClass = new Float64Array(this.table.names.length);
    this.luck = new Luck(place.id, this.table, world);
    this.waits = streamOf(world, `${place.id}/retry`);
    this.outlet = undefined as unknown as Outlet; // known at start, when all routes are
    this.policy = retryPolicyNamed('none');
    this.configure(settings);
  }

  start(): void {
    this.outlet = new Outlet(this.world, this.address, this.settings.target);
  }

  configure(settings: ClientSettings): void {
    this.settings = settings;
    this.policy = retryPolicyNamed(settings.retry?.policy ?? 'none');
    this.lane = settings.timeout === undefined ? -1 : this.world.simulation.lane(settings.timeout);
  }

  /**
   * Opens logical request `number`, whose traits depend on that number only, and sends its first attempt.
   * @param note for the owner: found in the row's `openerNote` when the request has ended.
   * @param recorded traits known from a recording, instead of those drawn.
   */
  issue(number: number, note = 0, recorded: { key: number; replySize: number } | null = null): void {
    const { requests, simulation } = this.world;
    const root = requests.open(this.address, NO_REQUEST, 0, simulation.now);
    const row = requests.rowOf(root);
    requests.receiverNote[row] = this.luck.give(row, number);
    requests.openerNote[row] = note;
    if (recorded !== null) {
      requests.key[row] = recorded.key;
      requests.replySize[row] = recorded.replySize;
    }
    this.offered++;
    this.account(1);
    this.attempt(root, row);
  }

  on(op: number, a: number, b: number): void {
    if (op === REPLY) this.answered(a, b);
    else if (op === TIMED_OUT) this.timedOut(a);
    else if (op === TRY_AGAIN) this.attempt(a, this.world.requests.rowOf(a));
  }

  /** The client itself died: whatever it waited for is lost to it. */
  crash(): void {
    this.failed += this.inFlight;
    this.failedBy[RESET] += this.inFlight;
    const { requests, simulation } = this.world;
    requests.forEachLive((row) => {
      if (requests.from[row] !== this.address || requests.parent[row] !== NO_REQUEST) return;
      this.sojourn += simulation.now - requests.openedAt[row];
      this.failedByClass[requests.receiverNote[row]]++;
    });
    this.account(-this.inFlight);
  }

  /** Request · seconds open up to `now`. */
  area(now: number): number {
    return this.inFlightArea + this.inFlight * (now - this.changedAt);
  }

  private attempt(root: RequestHandle, rootRow: number): void {
    const { requests, simulation } = this.world;
    const number = ++requests.attempt[rootRow];
    const attempt = requests.open(this.address, root, number, simulation.now);
    this.attempts++;
    if (this.lane >= 0) {
      const row = requests.rowOf(attempt);
      requests.timer[row] = simulation.timerInLane(this.lane, this.address, TIMED_OUT, attempt);
    }
    if (!this.outlet.send(attempt)) this.attemptEnded(requests.rowOf(attempt), NO_LEADER);
  }

  private answered(attempt: RequestHandle, status: number): void {
    const { requests } = this.world;
    const row = requests.rowOf(attempt);
    if (requests.isAwaited(row)) this.attemptEnded(row, status);
    else if (status === OK) this.late++;
    requests.drop(row);
  }

  private timedOut(attempt: RequestHandle): void {
    const { requests } = this.world;
    const row = requests.rowOf(attempt);
    requests.timer[row] = 0;
    this.attemptEnded(row, TIMEOUT);
  }

  private attemptEnded(row: number, status: number): void {
    const { requests, simulation } = this.world;
    if (requests.timer[row] !== 0) simulation.cancel(requests.timer[row]);
    const root = requests.parent[row];
    requests.close(row, status);
    const rootRow = requests.rowOf(root);
    if (status === OK) this.succeed(root, rootRow);
    else if (!this.tryAgain(root, rootRow)) this.fail(root, rootRow, status);
  }

  private succeed(root: RequestHandle, row: number): void {
    const latency = this.end(row);
    this.completed++;
    this.completedByClass[this.world.requests.receiverNote[row]]++;
    const { usefulWithin } = this.settings;
    if (usefulWithin === undefined || latency <= usefulWithin) this.useful++;
    this.latency.record(latency);
    this.ended(root, row);
    this.world.requests.close(row, OK);
  }

  private fail(root: RequestHandle, row: number, status: number): void {
    this.end(row);
    this.failed++;
    this.failedBy[status]++;
    this.failedByClass[this.world.requests.receiverNote[row]]++;
    this.ended(root, row);
    this.world.requests.close(row, status);
  }

  private end(row: number): number {
    const { requests, simulation } = this.world;
    const open = simulation.now - requests.openedAt[row];
    this.sojourn += open;
    this.account(-1);
    return open;
  }

  private tryAgain(root: RequestHandle, row: number): boolean {
    const { requests, simulation } = this.world;
    const { retry } = this.settings;
    const failed = requests.attempt[row];
    if (retry === undefined || failed >= retry.attempts) return false;
    const previous = failed === 1 ? retry.base : requests.backoff[row];
    const delay = this.policy.delay(failed, previous, retry, this.waits);
    if (delay < 0) return false;
    requests.backoff[row] = delay;
    simulation.timer(this.address, delay, TRY_AGAIN, root);
    return true;
  }

  private account(change: number): void {
    const { now } = this.world.simulation;
    this.inFlightArea += this.inFlight * (now - this.changedAt);
    this.changedAt = now;
    this.inFlight += change;
  }
}

/** Metrics that every kind of client has. */
export const clientMetrics: readonly Metric<ClientComponent>[] = [
  {
    name: 'offered',
    kind: 'counter',
    unit: 'requests',
    help: 'Logical requests opened.',
    read: ({ client }) => client.offered,
  },
  {
    name: 'attempts',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts sent, retries included.',
    read: ({ client }) => client.attempts,
  },
  {
    name: 'completed',
    kind: 'counter',
    unit: 'requests',
    help: 'Logical requests that ended well.',
    read: ({ client }) => client.completed,
  },
  {
    name: 'useful',
    kind: 'counter',
    unit: 'requests',
    help: 'Logical requests answered well and soon enough.',
    read: ({ client }) => client.useful,
  },
  {
    name: 'late',
    kind: 'counter',
    unit: 'requests',
    help: 'Good answers that came when nobody waited any more.',
    read: ({ client }) => client.late,
  },
  {
    name: 'failed',
    kind: 'counter',
    unit: 'requests',
    help: 'Logical requests that ended badly.',
    read: ({ client }) => client.failed,
  },
  {
    name: 'inFlight',
    kind: 'area',
    unit: 'requests',
    help: 'Logical requests open.',
    read: ({ client }, now) => client.area(now),
  },
];
