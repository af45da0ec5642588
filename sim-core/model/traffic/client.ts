import type { Address, Component } from '../../kernel/component.ts';
import type { Simulation } from '../../kernel/simulation.ts';
import { LatencyRecorder } from '../../stats/latency-recorder.ts';
import { Requester } from '../calling/requester.ts';
import { FIRST_TIMER, REPLY } from '../op.ts';
import type { Place } from '../place.ts';
import { FROM, OPENED_AT, OPENER_NOTE, PARENT, RECEIVER_NOTE } from '../request-rows.ts';
import { NO_REQUEST, rowIn, type Requests } from '../requests.ts';
import { OK, RESET, STATUSES, type Status } from '../status.ts';
import type { World } from '../world.ts';
import { classTable, type ClassTable } from './classes.ts';
import type { ClientSettings } from './client-settings.ts';
import { Luck, type Recorded } from './luck.ts';

const TIMED_OUT = FIRST_TIMER;
const TRY_AGAIN = FIRST_TIMER + 1;
/** Beyond all timers of the different kinds of client. */
const HEDGE = FIRST_TIMER + 32;
const TIMERS = { timedOut: TIMED_OUT, tryAgain: TRY_AGAIN, hedge: HEDGE } as const;
/** Timers of the different kinds of client start here. */
export const FIRST_CLIENT_TIMER = FIRST_TIMER + 2;

/** What the runner reads of a client, of whatever kind. */
export interface ClientComponent extends Component {
  readonly client: Client;
}

export function isClient(component: Component): component is ClientComponent {
  return 'client' in component;
}

/**
 * The part that all clients share: opens logical requests, has a {@link Requester} make the attempts, counts.
 * When a logical request has ended, `ended` is told; closed-loop clients then go on thinking.
 *
 * Latency is that of the logical request: from its opening to the good answer, retries and waits included.
 * Between two events offered = completed + failed + inFlight.
 */
export class Client {
  readonly latency: LatencyRecorder;
  offered = 0;
  completed = 0;
  useful = 0;
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
  private readonly simulation: Simulation;
  private readonly requests: Requests;
  private readonly address: Address;
  private readonly luck: Luck;
  readonly requester: Requester;
  private readonly ended: (row: number) => void;
  private usefulWithin = Infinity;

  /** @param ended told the row of each logical request that has ended, unless the client died. */
  constructor(place: Place, settings: ClientSettings, world: World, ended: (row: number) => void = () => {}) {
    this.simulation = world.simulation;
    this.requests = world.requests;
    this.address = place.address;
    this.ended = ended;
    this.latency = new LatencyRecorder(world.duration);
    this.table = classTable(settings.classes);
    this.completedByClass = new Float64Array(this.table.names.length);
    this.failedByClass = new Float64Array(this.table.names.length);
    this.luck = new Luck(place.id, this.table, world);
    this.requester = new Requester(world, place, settings.target, place.id, settings, TIMERS, (row, status) =>
      this.logicalEnded(row, status),
    );
    this.usefulWithin = settings.usefulWithin ?? Infinity;
  }

  start(): void {
    this.requester.start();
  }

  /** New settings hold for attempts that are sent and answers that come from now on. */
  configure(settings: ClientSettings): void {
    this.requester.configure(settings);
    this.usefulWithin = settings.usefulWithin ?? Infinity;
  }

  get attempts(): number {
    return this.requester.attempts;
  }

  /** Good answers that came when nobody waited any more. */
  get late(): number {
    return this.requester.late;
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
    const root = requests.open(this.address, NO_REQUEST, 0);
    const row = rowIn(root);
    requests.words[row + RECEIVER_NOTE] = this.luck.give(row, number, recorded);
    requests.words[row + OPENER_NOTE] = note;
    this.offered++;
    this.account(1);
    this.requester.begin(root, row);
  }

  on(op: number, a: number, b: number): void {
    if (op === REPLY) this.requester.answered(a, b);
    else if (op === TIMED_OUT) this.requester.timedOut(a);
    else if (op === TRY_AGAIN) this.requester.tryAgain(a);
    else if (op === HEDGE) this.requester.hedge(a);
  }

  /** The client itself died: whatever it waited for is lost to it. The network closes the rows. */
  crash(abrupt: boolean): void {
    this.failed += this.inFlight;
    this.failedBy[RESET] += this.inFlight;
    const { requests, simulation } = this;
    requests.forEachLive((row) => {
      if (requests.words[row + FROM] !== this.address || requests.words[row + PARENT] !== NO_REQUEST) return;
      this.sojourn += simulation.now - requests.floats[row + OPENED_AT];
      this.failedByClass[requests.words[row + RECEIVER_NOTE]]++;
    });
    this.account(-this.inFlight);
    this.requester.crash(abrupt);
  }

  /** Request · seconds open up to `now`. */
  area(now: number): number {
    return this.inFlightArea + this.inFlight * (now - this.changedAt);
  }

  private logicalEnded(row: number, status: Status): void {
    if (status === OK) this.succeed(row);
    else this.fail(row, status);
  }

  private succeed(row: number): void {
    const latency = this.end(row);
    this.completed++;
    this.completedByClass[this.requests.words[row + RECEIVER_NOTE]]++;
    if (latency <= this.usefulWithin) this.useful++;
    this.latency.record(latency);
    this.ended(row);
    this.requests.close(row, OK);
  }

  private fail(row: number, status: Status): void {
    this.end(row);
    this.failed++;
    this.failedBy[status]++;
    this.failedByClass[this.requests.words[row + RECEIVER_NOTE]]++;
    this.ended(row);
    this.requests.close(row, status);
  }

  private end(row: number): number {
    const open = this.simulation.now - this.requests.floats[row + OPENED_AT];
    this.sojourn += open;
    this.account(-1);
    return open;
  }

  private account(change: number): void {
    const { now } = this.simulation;
    this.inFlightArea += this.inFlight * (now - this.changedAt);
    this.changedAt = now;
    this.inFlight += change;
  }
}
