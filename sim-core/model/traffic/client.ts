import type { Address, Component } from '../../kernel/component.ts';
import type { Simulation } from '../../kernel/simulation.ts';
import { retryPolicyNamed } from '../../policy/retry/index.ts';
import type { RetryPolicy } from '../../policy/retry/retry-policy.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { LatencyRecorder } from '../../stats/latency-recorder.ts';
import { Outlet } from '../network/outlet.ts';
import { FIRST_TIMER, REPLY } from '../op.ts';
import type { Place } from '../place.ts';
import { NO_REQUEST, type RequestHandle, type Requests } from '../requests.ts';
import { NO_LEADER, OK, RESET, STATUSES, TIMEOUT, type Status } from '../status.ts';
import { keyedStreamOf, type World } from '../world.ts';
import { classTable, type ClassTable } from './classes.ts';
import type { ClientSettings } from './client-settings.ts';
import { Luck, type Recorded } from './luck.ts';

const TIMED_OUT = FIRST_TIMER;
const TRY_AGAIN = FIRST_TIMER + 1;
/** Timers of the different kinds of client start here. */
export const FIRST_CLIENT_TIMER = FIRST_TIMER + 2;

const NO_LANE = -1;

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
 * Between two events offered = completed + failed + inFlight.
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
  private inFlightArea = 0;
  private changedAt = 0;
  private readonly world: World;
  private readonly simulation: Simulation;
  private readonly requests: Requests;
  private readonly address: Address;
  private readonly luck: Luck;
  private readonly waits: KeyedRandom;
  private readonly ended: (row: number) => void;
  private outlet!: Outlet; // from the start on, when all routes are known
  private settings!: ClientSettings;
  private policy!: RetryPolicy;
  private lane = NO_LANE;
  private usefulWithin = Infinity;

  /** @param ended told the row of each logical request that has ended, unless the client died. */
  constructor(place: Place, settings: ClientSettings, world: World, ended: (row: number) => void = () => {}) {
    this.world = world;
    this.simulation = world.simulation;
    this.requests = world.requests;
    this.address = place.address;
    this.ended = ended;
    this.latency = new LatencyRecorder(world.duration);
    this.table = classTable(settings.classes);
    this.completedByClass = new Float64Array(this.table.names.length);
    this.failedByClass = new Float64Array(this.table.names.length);
    this.luck = new Luck(place.id, this.table, world);
    this.waits = keyedStreamOf(world, `${place.id}/retry`);
    this.configure(settings);
  }

  start(): void {
    this.outlet = new Outlet(this.world, this.address, this.settings.target);
  }

  /** New settings hold for attempts that are sent and answers that come from now on. */
  configure(settings: ClientSettings): void {
    this.settings = settings;
    this.policy = retryPolicyNamed(settings.retry?.policy ?? 'none');
    this.lane = settings.timeout === undefined ? NO_LANE : this.simulation.lane(settings.timeout);
    this.usefulWithin = settings.usefulWithin ?? Infinity;
  }

  /** A client that is down begins nothing. */
  get isUp(): boolean {
    return this.simulation.isUp(this.address);
  }

  /**
   * Opens logical request `number`, whose traits depend on that number only, and sends its first attempt.
   * @param note for the owner: found in the row's `openerNote` when the request has ended.
   * @param recorded traits known from a recording, instead of those drawn.
   */
  issue(number: number, note = 0, recorded: Recorded | null = null): void {
    const { requests } = this;
    const root = requests.open(this.address, NO_REQUEST, 0, this.simulation.now);
    const row = requests.rowOf(root);
    requests.receiverNote[row] = this.luck.give(row, number, recorded);
    requests.openerNote[row] = note;
    this.offered++;
    this.account(1);
    this.attempt(root, row);
  }

  on(op: number, a: number, b: number): void {
    if (op === REPLY) this.answered(a, b);
    else if (op === TIMED_OUT) this.timedOut(a);
    else if (op === TRY_AGAIN) this.attempt(a, this.requests.rowOf(a));
  }

  /** The client itself died: whatever it waited for is lost to it. The network closes the rows. */
  crash(): void {
    this.failed += this.inFlight;
    this.failedBy[RESET] += this.inFlight;
    const { requests, simulation } = this;
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
    const { requests, simulation } = this;
    const number = ++requests.attempt[rootRow];
    const attempt = requests.open(this.address, root, number, simulation.now);
    this.attempts++;
    if (this.lane !== NO_LANE) {
      const row = requests.rowOf(attempt);
      requests.timer[row] = simulation.timerInLane(this.lane, this.address, TIMED_OUT, attempt);
    }
    if (!this.outlet.send(attempt)) this.attemptEnded(requests.rowOf(attempt), NO_LEADER);
  }

  private answered(attempt: RequestHandle, status: Status): void {
    const row = this.requests.rowOf(attempt);
    if (this.requests.isAwaited(row)) this.attemptEnded(row, status);
    else if (status === OK) this.late++;
    this.requests.drop(row);
  }

  private timedOut(attempt: RequestHandle): void {
    const row = this.requests.rowOf(attempt);
    this.requests.timer[row] = 0;
    this.attemptEnded(row, TIMEOUT);
  }

  private attemptEnded(row: number, status: Status): void {
    const { requests } = this;
    if (requests.timer[row] !== 0) this.simulation.cancel(requests.timer[row]);
    const root = requests.parent[row];
    requests.close(row, status);
    const rootRow = requests.rowOf(root);
    if (status === OK) this.succeed(rootRow);
    else if (!this.tryAgain(root, rootRow)) this.fail(rootRow, status);
  }

  private succeed(row: number): void {
    const latency = this.end(row);
    this.completed++;
    this.completedByClass[this.requests.receiverNote[row]]++;
    if (latency <= this.usefulWithin) this.useful++;
    this.latency.record(latency);
    this.ended(row);
    this.requests.close(row, OK);
  }

  private fail(row: number, status: Status): void {
    this.end(row);
    this.failed++;
    this.failedBy[status]++;
    this.failedByClass[this.requests.receiverNote[row]]++;
    this.ended(row);
    this.requests.close(row, status);
  }

  private end(row: number): number {
    const open = this.simulation.now - this.requests.openedAt[row];
    this.sojourn += open;
    this.account(-1);
    return open;
  }

  /** Plans the next attempt, unless the policy has had enough. The wait's luck is the request's own. */
  private tryAgain(root: RequestHandle, row: number): boolean {
    const { requests } = this;
    const { retry } = this.settings;
    const failed = requests.attempt[row];
    if (retry === undefined || failed >= retry.attempts) return false;
    const previous = failed === 1 ? retry.base : requests.backoff[row];
    const random = this.waits.rekey(requests.luck[row] + failed);
    const delay = this.policy.delay(failed, previous, retry, random);
    if (delay < 0) return false;
    requests.backoff[row] = delay;
    this.simulation.timer(this.address, delay, TRY_AGAIN, root);
    return true;
  }

  private account(change: number): void {
    const { now } = this.simulation;
    this.inFlightArea += this.inFlight * (now - this.changedAt);
    this.changedAt = now;
    this.inFlight += change;
  }
}
