import type { Address } from '../../kernel/component.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { LatencyRecorder } from '../../stats/latency-recorder.ts';
import type { Link } from '../network/link.ts';
import { FIRST_TIMER, REPLY, REQUEST } from '../op.ts';
import type { Place } from '../place.ts';
import { ARRIVED_AT, ATTEMPT, KIND, LUCK, OPENER_NOTE, PARENT, STATE, TIMER } from '../request-rows.ts';
import { CHECK, NO_REQUEST, QUEUED, WORKING, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import type { Timed } from '../timed.ts';
import { instancesOf, keyedStreamOf, membershipOf, type World } from '../world.ts';
import { DEAD_LETTER, DeadLetters } from './dead-letters.ts';
import { JobDisk } from './job-disk.ts';
import { QueueCore, type GivenUp, type QueueEffects } from './queue-core.ts';
import { Reconnection } from './reconnection.ts';
import type { WorkQueueFigures } from './work-queue-metrics.ts';
import type { WorkQueueSettings } from './work-queue-settings.ts';

const WRITTEN = FIRST_TIMER;
const APPEARS = FIRST_TIMER + 1;
const EXPIRED = FIRST_TIMER + 2;
const STILL_OUT = FIRST_TIMER + 3;
const RECONNECT = FIRST_TIMER + 4;

/** Note of a delivery whose worker has already failed. */
const FAILED = -1;

/**
 * A message queue with competing workers, such as Amazon SQS or RabbitMQ. A producer's request is answered as soon as
 * its job is safe; the job goes on by itself. It is a row that the queue opens, handed to a worker as a request: the
 * worker's good answer is the acknowledgement. {@link QueueCore} has the rules; here are time, network and rows.
 *
 * A worker that is slower than the visibility timeout keeps its place until it has answered, as one that polls would.
 * Its late answer acknowledges nothing, for the job is somebody else's by then. Left out: batches, groups and exact
 * order (FIFO queues), deduplication, topics and routing, several brokers that replicate.
 */
export class WorkQueue implements WorkQueueFigures, Timed, QueueEffects {
  readonly id: string;
  readonly core: QueueCore;
  /** From a job's being taken in to the first time that a worker says it is done. */
  readonly latency: LatencyRecorder;
  rejected = 0;
  expired = 0;
  settings: WorkQueueSettings;
  private readonly address: Address;
  private readonly world: World;
  private readonly luck: KeyedRandom;
  private readonly workers: readonly Place[];
  private readonly disk: JobDisk;
  private readonly isInService: boolean[];
  /** Deliveries that are out beyond their time. */
  private readonly overdue = new Set<RequestHandle>();
  private reconnection!: Reconnection;
  private links: Link[] = [];
  private letters: DeadLetters | null = null;
  private waitingBefore = 0;
  private inFlightBefore = 0;
  private changedAt = 0;
  private out = 0;

  constructor(place: Place, settings: WorkQueueSettings, world: World) {
    this.id = place.id;
    this.address = place.address;
    this.world = world;
    this.settings = settings;
    this.luck = keyedStreamOf(world, `${place.node}/write`);
    this.latency = new LatencyRecorder(world.duration);
    this.workers = settings.workers === undefined ? [] : instancesOf(world, settings.workers);
    this.isInService = this.workers.map(() => true);
    const prefetch = this.workers.map(() => 1);
    this.core = new QueueCore(settings, prefetch, this);
    this.disk = new JobDisk(world.requests);
  }

  start(): void {
    const { network } = this.world;
    const { workers, deadLetters } = this.settings;
    this.links = this.workers.map(({ address }) => network.link(this.address, address));
    if (deadLetters !== undefined) this.letters = new DeadLetters(this.world, this.address, deadLetters);
    this.reconnection = new Reconnection(this.world, this.address, this.links, RECONNECT, (worker) => {
      if (!this.isInService[worker]) return;
      this.core.workers.connect(worker);
      this.core.handOut();
    });
    this.setPrefetch();
    this.workers.forEach((_, worker) => this.core.workers.connect(worker));
    if (workers !== undefined)
      membershipOf(this.world, workers).follow(this.id, (worker, serves) => this.member(worker, serves));
  }

  crash(): void {
    this.count();
    if (this.settings.durable) this.disk.keep(this.core.jobs);
    else if (this.held > 0)
      this.world.moments.note(this.changedAt, 'jobs-lost', this.id, { jobs: this.held });
    this.core.forget(!this.settings.durable);
    this.out = 0;
    this.overdue.clear();
    this.reconnection.crash();
  }

  restart(): void {
    this.count();
    this.disk.restore(this.core.jobs, this.address, (slot) => {
      const due = this.core.jobs.enqueuedAt[slot] + this.settings.delay - this.changedAt;
      if (this.core.jobs.receives[slot] === 0 && due > 0)
        this.world.simulation.timer(this.address, due, APPEARS, slot, this.core.jobs.handle[slot]);
      else this.core.jobs.waitLast(slot);
    });
    this.workers.forEach((_, worker) => this.reconnection.lost(worker, this.settings.reconnect));
  }

  configure(settings: WorkQueueSettings): void {
    this.settings = settings;
    this.core.rules = settings;
    this.setPrefetch();
    this.core.handOut();
  }

  on(op: number, a: number, b: number): void {
    this.count();
    if (op === REQUEST) this.arrive(a);
    else if (op === REPLY) this.replied(a, b);
    else if (op === WRITTEN) this.takeIn(a);
    else if (op === APPEARS) this.core.appear(a);
    else if (op === EXPIRED) this.expire(a);
    else if (op === STILL_OUT) this.stillOut(a, b);
    else if (op === RECONNECT) this.reconnection.due(a, this.isMissing(a), this.settings.reconnect);
  }

  /** Jobs here in any state, and those on disk while the process is down. */
  get held(): number {
    return this.core.jobs.size + this.disk.size;
  }

  get completed(): number {
    return this.core.completed;
  }

  get failed(): number {
    return this.core.deadLetters + this.core.dropped + this.lostJobs;
  }

  get lostJobs(): number {
    return this.core.lost + (this.letters?.lost ?? 0);
  }

  /** For pictures: what waits, and the places of workers as if they were cores. */
  get queued(): number {
    return this.core.jobs.waiting;
  }
  get cores(): { readonly busy: number; readonly count: number } {
    return { busy: this.core.workers.held, count: this.core.workers.room };
  }

  waitingArea(now: number): number {
    return this.waitingBefore + this.core.jobs.waiting * (now - this.changedAt);
  }

  inFlightArea(now: number): number {
    return this.inFlightBefore + this.out * (now - this.changedAt);
  }

  oldestAge(now: number): number {
    const { oldest, enqueuedAt } = this.core.jobs;
    return oldest < 0 ? 0 : now - enqueuedAt[oldest];
  }

  // --- what the core asks for ---------------------------------------------------------------------------

  deliver(slot: number, note: number): void {
    const { requests, simulation, network } = this.world;
    const { jobs, workers } = this.core;
    const delivery = requests.open(this.address, jobs.handle[slot], jobs.receives[slot]);
    const row = requests.rowOf(delivery);
    requests.words[row + OPENER_NOTE] = note;
    requests.floats[row + TIMER] = simulation.timerInLane(this.lane, this.address, EXPIRED, delivery);
    this.out++;
    network.send(this.links[workers.workerOf(note)], delivery);
  }

  giveUp(slot: number, why: GivenUp): void {
    const { requests, moments } = this.world;
    const handle = this.core.jobs.handle[slot];
    if (why === 'dead-letter') this.letters?.send(handle);
    if (why === 'dead-letter' && this.core.deadLetters === 1)
      moments.note(this.changedAt, 'first-dead-letter', this.id);
    requests.close(requests.rowOf(handle), why === 'dead-letter' ? status.DOWNSTREAM : status.REJECTED);
  }

  // --- producers ----------------------------------------------------------------------------------------

  private arrive(handle: RequestHandle): void {
    const { requests, simulation, network } = this.world;
    const row = requests.rowOf(handle);
    requests.floats[row + ARRIVED_AT] = simulation.now;
    requests.words[row + STATE] = WORKING;
    if (requests.words[row + KIND] === CHECK) network.reply(handle, status.OK);
    else if (this.core.isFull) {
      this.rejected++;
      network.reply(handle, status.REJECTED);
    } else {
      const key = requests.floats[row + LUCK] + requests.words[row + ATTEMPT];
      const time = this.settings.writeTime.sample(this.luck.rekey(key));
      if (time === 0) this.takeIn(handle);
      else simulation.timer(this.address, time, WRITTEN, handle);
    }
  }

  /** The job is safe: from here on it is a row of its own, whatever becomes of its producer. */
  private takeIn(handle: RequestHandle): void {
    const { requests, simulation, network } = this.world;
    const job = requests.open(this.address, handle, 0);
    const row = requests.rowOf(job);
    requests.words[row + PARENT] = NO_REQUEST;
    requests.words[row + STATE] = QUEUED;
    requests.endDeadline(row);
    network.reply(handle, status.OK);
    const slot = this.core.add(job, simulation.now);
    requests.words[row + OPENER_NOTE] = slot;
    if (this.settings.delay === 0) this.core.appear(slot);
    else simulation.timerInLane(simulation.lane(this.settings.delay), this.address, APPEARS, slot, job);
  }

  // --- workers ------------------------------------------------------------------------------------------

  private replied(handle: RequestHandle, result: number): void {
    const { requests } = this.world;
    const row = requests.rowOf(handle);
    if (requests.words[row + OPENER_NOTE] === DEAD_LETTER) this.letters!.answered(row, result);
    else if (!requests.isAwaited(row)) this.answeredLate(handle, row, result);
    else if (requests.words[row + KIND] === CHECK) this.reconnection.answered(row, result);
    else this.answered(row, result);
    requests.drop(row);
  }

  private answered(row: number, result: number): void {
    const { requests } = this.world;
    const note = requests.words[row + OPENER_NOTE];
    const slot = this.slotOf(row);
    if (result === status.OK) {
      this.close(row, result);
      this.done(slot);
      const job = requests.rowOf(this.core.jobs.handle[slot]);
      this.core.acknowledge(slot);
      requests.close(job, status.OK);
      this.core.workers.giveBack(note);
      this.core.handOut();
    } else if (result === status.REFUSED) {
      this.close(row, result);
      this.disconnected(note);
      this.core.takeBack(slot);
    } else this.failedAt(row, slot, note, result);
  }

  private failedAt(row: number, slot: number, note: number, result: number): void {
    if (result === status.RESET) this.disconnected(note);
    else this.core.workers.giveBack(note);
    if (this.settings.requeue === 'at-once') {
      this.close(row, result);
      this.core.comeBack(slot);
    } else {
      this.world.requests.words[row + OPENER_NOTE] = FAILED;
      this.core.handOut();
    }
  }

  /** An answer to a delivery whose time was up: what was done was done all the same. */
  private answeredLate(handle: RequestHandle, row: number, result: number): void {
    const { requests } = this.world;
    if (requests.words[row + KIND] === CHECK) return;
    if (result === status.OK) {
      const job = requests.ifLive(requests.words[row + PARENT]);
      // Handles come round: the same luck makes sure that it is the same job.
      if (job >= 0 && requests.floats[job + LUCK] === requests.floats[row + LUCK])
        this.done(requests.words[job + OPENER_NOTE]);
      else this.core.doneAgain();
    }
    this.overdue.delete(handle);
    this.core.workers.giveBack(requests.words[row + OPENER_NOTE]);
    this.core.handOut();
  }

  private done(slot: number): void {
    if (this.core.done(slot)) this.latency.record(this.changedAt - this.core.jobs.enqueuedAt[slot]);
  }

  /** A visibility timeout is over. */
  private expire(delivery: RequestHandle): void {
    const { requests } = this.world;
    const row = requests.rowOf(delivery);
    const note = requests.words[row + OPENER_NOTE];
    const slot = this.slotOf(row);
    const isCarried = requests.isCarried(row);
    requests.floats[row + TIMER] = 0;
    this.expired++;
    this.close(row, status.TIMEOUT);
    if (isCarried) {
      this.overdue.add(delivery);
      this.askAgain(delivery, note);
    } else if (note !== FAILED) this.disconnected(note);
    this.core.comeBack(slot);
  }

  /** A delivery is out for one more timeout: if it got lost, so did the connection. */
  private stillOut(delivery: RequestHandle, note: number): void {
    if (!this.overdue.has(delivery)) return;
    if (this.world.requests.ifLive(delivery) >= 0) this.askAgain(delivery, note);
    else {
      this.overdue.delete(delivery);
      this.disconnected(note);
    }
  }

  private askAgain(delivery: RequestHandle, note: number): void {
    this.world.simulation.timerInLane(this.lane, this.address, STILL_OUT, delivery, note);
  }

  private get lane(): number {
    return this.world.simulation.lane(this.settings.visibilityTimeout);
  }

  private disconnected(note: number): void {
    const { workers } = this.core;
    if (!workers.isCurrent(note)) return;
    const worker = workers.workerOf(note);
    workers.disconnect(worker);
    if (this.isInService[worker]) this.reconnection.lost(worker, this.settings.reconnect);
  }

  private isMissing(worker: number): boolean {
    return this.isInService[worker] && !this.core.workers.isConnected(worker);
  }

  /** Replicas that an autoscaler adds and removes; those that go finish what they hold. */
  private member(worker: number, serves: boolean): void {
    this.isInService[worker] = serves;
    if (!serves) this.core.workers.disconnect(worker);
    else if (this.world.simulation.isUp(this.address)) {
      this.count();
      this.core.workers.connect(worker);
      this.core.handOut();
    }
  }

  private setPrefetch(): void {
    const { components } = this.world.simulation;
    this.workers.forEach(({ address }, worker) => {
      const { cores } = components[address] as { readonly cores?: { readonly count: number } };
      this.core.workers.setPrefetch(worker, this.settings.prefetch ?? cores?.count ?? 1);
    });
  }

  /** The delivery is over, as far as the queue is concerned. */
  private close(row: number, result: number): void {
    const { requests, simulation } = this.world;
    if (requests.floats[row + TIMER] !== 0) simulation.cancel(requests.floats[row + TIMER]);
    this.out--;
    requests.close(row, result);
  }

  /** Slot of the job that a delivery is of, while that is handed out. */
  private slotOf(row: number): number {
    const { words } = this.world.requests;
    return words[this.world.requests.rowOf(words[row + PARENT]) + OPENER_NOTE];
  }

  /** To be called before anything changes. */
  private count(): void {
    const { now } = this.world.simulation;
    this.waitingBefore = this.waitingArea(now);
    this.inFlightBefore = this.inFlightArea(now);
    this.changedAt = now;
  }
}
