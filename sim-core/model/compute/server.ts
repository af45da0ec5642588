import {
  type Admission,
  admissionOf,
  AT_THE_DOOR,
  FIRST_ADMISSION_TIMER,
  type Admitting,
} from '../admission/admission.ts';
import { admissionRefusals } from '../admission/admission-refusals.ts';
import { ADMISSION_SETTINGS } from '../admission/admission-settings.ts';
import { costSoFar, secondsRun } from '../cost.ts';
import { defineKind } from '../define.ts';
import type { Boots, Worker } from '../knobs.ts';
import type { AnswersProbes } from '../load-answer.ts';
import type { Nic } from '../network/nic.ts';
import { EarlyCancels } from '../calling/early-cancels.ts';
import { Ties } from '../calling/ties.ts';
import { CANCEL, LOAD_QUESTION, REPLY, REQUEST } from '../op.ts';
import type { Place } from '../place.ts';
import {
  ARRIVED_AT,
  DEPTH,
  KIND,
  RECEIVER_COUNT,
  RECEIVER_NOTE,
  REPLY_SIZE,
  SIZE,
  STARTED_AT,
  STATE,
} from '../request-rows.ts';
import { CALLING, CHECK, QUEUED, REPLYING, rowIn, TRAVELLING, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import type { World } from '../world.ts';
import { calledNodes, callPlan, spreadNodes } from './call-settings.ts';
import { callsRefusals } from './calls-refusals.ts';
import { Caller, FIRST_SERVER_TIMER, type Calling } from './caller.ts';
import { Demand } from './demand.ts';
import type { Disk } from './disk.ts';
import { LoadReporter } from './load-reporter.ts';
import type { Processor } from './processor.ts';
import { queueingRefusals } from './queueing-settings.ts';
import { resourceRefusals } from './resource-settings.ts';
import { FIRST_RESOURCE_TIMER, resourcesOf, type Resources } from './resources.ts';
import { metrics } from './server-metrics.ts';
import { params, type Params } from './server-settings.ts';
import { coresOf, stationOf } from './station-of.ts';
import type { Station, StationOwner } from './station.ts';

const TASK_DONE = FIRST_SERVER_TIMER;
const WAITED_TOO_LONG = FIRST_SERVER_TIMER + 1;

/** A request that has passed more hops than this runs in a circle. */
export const MAX_HOPS = 32;

/**
 * A server: `cores` tasks at a time and a bounded queue in front of them; with one core, exponential times and the
 * discipline `fifo` it is M/M/1/K. A request may be split into equal tasks (fork–join) and may call other nodes before
 * it is answered. Who is served next and who is turned away is up to its {@link Station}.
 *
 * What disturbs and bounds it besides is in `resources.ts`. Left out: context switches, threads that block while they
 * call.
 */
class Server implements Worker, Boots, AnswersProbes, Calling, Admitting, StationOwner {
  readonly answersProbes = true;
  readonly id: string;
  readonly cores: Processor;
  readonly station: Station;
  readonly caller: Caller;
  /** Null for a server that nothing disturbs or bounds. */
  readonly resources: Resources | null;
  readonly nic: Nic | null;
  /** Null for a server that lets everybody in. */
  admission: Admission | null = null;
  private readonly disk: Disk | null;
  /** Requests here in any state. */
  held = 0;
  arrived = 0;
  completed = 0;
  rejected = 0;
  failed = 0;
  /** Requests let go of because nobody wanted them any more. */
  cancelled = 0;
  /** Core · seconds of work for requests that nobody wanted when it ended, and such as cancelling has saved. */
  wastedWork = 0;
  savedWork = 0;
  bytesIn = 0;
  bytesOut = 0;
  private readonly place: Place;
  private readonly address: number;
  private readonly world: World;
  private readonly demand: Demand;
  readonly early = new EarlyCancels();
  private readonly ties: Ties;
  private slowdown = 1;
  private reporter: LoadReporter | null = null;
  /** Kept for whoever has asked for it. */
  private times: { seconds: number; answers: number } | null = null;
  settings: Params;

  constructor(place: Place, settings: Params, world: World) {
    this.id = place.id;
    this.place = place;
    this.address = place.address;
    this.world = world;
    this.settings = settings;
    this.ties = new Ties(world, place.address);
    this.demand = new Demand(place.node, world);
    this.cores = coresOf(settings, world, place, TASK_DONE);
    this.station = stationOf(place, settings, world, this.cores, this.demand, this, WAITED_TOO_LONG);
    this.caller = new Caller(place, callPlan(settings.calls), world, this);
    this.nic = settings.nic === undefined ? null : world.network.addNic(place.address, settings.nic);
    this.resources = resourcesOf(place, settings, world, this);
    this.disk = this.resources?.disk ?? null;
    this.configure(settings);
  }

  start(): void {
    this.caller.start();
    this.resources?.started();
  }

  boot(): boolean {
    return this.resources?.boot() ?? false;
  }

  restart(): void {
    this.resources?.restarted();
  }

  on(op: number, a: number, b: number): void {
    if (op === TASK_DONE) this.station.taskDone(a, b);
    else if (op === REQUEST) this.arrive(a);
    else if (op === REPLY) this.caller.calledBack(a, b);
    else if (op === CANCEL) this.cancel(a);
    else if (op === LOAD_QUESTION) this.reportLoad(a, b);
    else if (op === WAITED_TOO_LONG) this.station.waitedTooLong(a);
    else if (op >= FIRST_ADMISSION_TIMER) this.admission!.on(op, a, b);
    else if (op >= FIRST_RESOURCE_TIMER) this.resources!.on(op, a, b);
    else this.caller.due(op, a);
  }

  crash(abrupt: boolean): void {
    this.station.clear();
    this.caller.crash(abrupt);
    this.early.clear();
    this.reporter = null;
    this.failed += this.held;
    this.held = 0;
    this.resources?.crashed();
    this.admission?.crashed();
  }

  setSpeed(speed: number): void {
    this.slowdown = speed;
    this.cores.setSpeed(this.settings.speed * speed);
  }

  /** Takes in changed settings; the queue bound and the service times hold from the next request on. */
  configure(settings: Params): void {
    this.settings = settings;
    this.demand.configure(settings.service);
    this.station.configure(settings);
    this.cores.setSpeed(settings.speed * this.slowdown);
    this.admission = admissionOf(this.admission, settings, this.place, this.world, this);
  }

  get queued(): number {
    return this.station.waiting.length;
  }

  /** Integral over time of the share of its cores that is busy. */
  busyArea(now: number): number {
    return this.cores.area(now) / this.cores.count;
  }

  get memory(): number {
    const { memoryBase, memoryPerRequest } = this.settings;
    return memoryBase + this.held * memoryPerRequest + (this.resources?.memory.leaked ?? 0);
  }

  /** Sums of times from arrival to good answer, in seconds, and of such answers; from the first call on. */
  residence(): { readonly seconds: number; readonly answers: number } {
    this.times ??= { seconds: 0, answers: 0 };
    return this.times;
  }

  cost(now: number): number {
    return costSoFar(this.world, this.place, this.settings.costPerHour, now);
  }

  provisioned(now: number): number {
    return this.cores.count * secondsRun(this.world, this.place, now);
  }

  private reportLoad(asker: number, question: number): void {
    this.reporter ??= new LoadReporter(this.world, this.address, this);
    this.reporter.answer(asker, question, this.held);
  }

  private arrive(handle: RequestHandle): void {
    const { requests, simulation } = this.world;
    const row = requests.rowOf(handle);
    requests.floats[row + ARRIVED_AT] = simulation.now;
    this.arrived++;
    this.held++;
    this.reporter?.arrived(handle, this.held);
    this.bytesIn += requests.floats[row + SIZE];
    if (this.early.take(handle) || (requests.ties !== null && this.ties.isTaken(row))) {
      this.answer(handle, status.CANCELLED);
      return;
    }
    if (requests.words[row + DEPTH] > MAX_HOPS) this.answer(handle, status.TOO_MANY_HOPS);
    else if (this.admission === null || requests.words[row + KIND] === CHECK) this.admitted(handle, row);
    else this.admission.admit(handle, row);
    if (this.resources !== null) this.resources.arrived(row);
  }

  admitted(handle: RequestHandle, row: number): void {
    if (this.early.take(handle)) this.answer(handle, status.CANCELLED);
    else if (this.caller.hasCallsBefore && this.world.requests.words[row + KIND] !== CHECK)
      this.caller.begin(handle, row);
    else this.ready(handle, row);
  }

  /** Begins the work, or queues the request for it. */
  ready(handle: RequestHandle, row: number): void {
    this.station.admit(handle, row);
  }

  began(row: number): void {
    this.ties.began(row);
  }

  worked(handle: RequestHandle, row: number): void {
    if (!this.world.requests.isWanted(row)) this.wastedWork += this.demand.of(row);
    if (this.disk === null) this.stored(handle, row);
    else this.disk.begin(handle, row);
  }

  turnedAway(handle: RequestHandle, result: number): void {
    this.answer(handle, result);
  }

  /** Whatever it had to read or write is done. */
  stored(handle: RequestHandle, row: number): void {
    this.caller.worked(handle, row);
  }

  called(handle: RequestHandle, result: number): void {
    this.answer(handle, result);
  }

  /** Whoever asked wants the request no more, wherever it is just now; one that is on its way back is left alone. */
  private cancel(handle: RequestHandle): void {
    const { requests } = this.world;
    const row = requests.ifLive(handle);
    if (row < 0) return;
    const state = requests.words[row + STATE];
    // Another server has begun what is still waited for: too late, if this one has as well.
    if (requests.isAwaited(row) && state !== TRAVELLING && state !== QUEUED) return;
    const isAtTheDoor = state === QUEUED && requests.words[row + RECEIVER_NOTE] === AT_THE_DOOR;
    if (state === TRAVELLING || isAtTheDoor) this.early.note(handle);
    else if (state !== REPLYING) {
      this.withdraw(handle, row, state);
      this.answer(handle, status.CANCELLED);
    }
  }

  private withdraw(handle: RequestHandle, row: number, state: number): void {
    const { requests } = this.world;
    const isInStation = state === QUEUED || (state !== CALLING && requests.words[row + RECEIVER_COUNT] > 0);
    const hasBegun = requests.floats[row + STARTED_AT] >= 0;
    const saved = isInStation ? this.station.withdraw(handle, row) : 0;
    this.savedWork += saved;
    if (hasBegun) this.wastedWork += this.demand.of(row) - saved;
    if (state === CALLING) this.caller.withdraw(handle, row);
    else if (!isInStation) this.disk!.withdraw(handle);
  }

  answer(handle: RequestHandle, result: number): void {
    const { requests, network } = this.world;
    this.held--;
    this.reporter?.left(handle);
    if (this.times !== null && result === status.OK) this.time(handle);
    if (result === status.OK) this.completed++;
    else if (status.isUnserved(result)) this.rejected++;
    else if (result === status.CANCELLED) this.cancelled++;
    else this.failed++;
    const row = rowIn(handle);
    this.bytesOut += requests.floats[row + REPLY_SIZE];
    if (this.admission !== null) this.admission.ended(handle, row, result);
    network.answer(handle, result);
  }

  private time(handle: RequestHandle): void {
    const { requests, simulation } = this.world;
    const { seconds, answers } = this.times!;
    const arrivedAt = requests.floats[requests.rowOf(handle) + ARRIVED_AT];
    this.times = { seconds: seconds + simulation.now - arrivedAt, answers: answers + 1 };
  }
}

export const server = defineKind<typeof params, Server>({
  kind: 'server',
  summary: 'Works on requests: cores, a bounded queue, a service time per class.',
  caveats: {
    assumes:
      'A core works on one task to its end, in order of arrival; what a request needs does not depend on which replica serves it.',
    leavesOut:
      'Context switches, contention for caches and memory bandwidth, threads that block while they call.',
  },
  tier: 'service',
  params,
  live: ['queue', 'service', 'speed', ...ADMISSION_SETTINGS],
  metrics,
  refusals: (written, settings) => [
    ...resourceRefusals(settings),
    ...queueingRefusals(written, settings),
    ...admissionRefusals(written, settings),
    ...callsRefusals(written, settings.calls),
  ],
  replicas: (settings) => settings.replicas,
  targets: ({ calls }) => calledNodes(calls),
  spreads: ({ calls }) => spreadNodes(calls),
  build: (place, settings, world) => new Server(place, settings, world),
  reconfigure: (component, settings) => component.configure(settings),
});
