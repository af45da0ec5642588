import type { Address, Component } from '../../kernel/component.ts';
import { NONE } from '../../policy/balancing/balancer.ts';
import { balancerNamed } from '../../policy/balancing/index.ts';
import { UNTRIED, type Upstream } from '../../policy/upstream.ts';
import {
  type Admission,
  admissionOf,
  FIRST_ADMISSION_TIMER,
  type Admitting,
} from '../admission/admission.ts';
import { admissionRefusals } from '../admission/admission-refusals.ts';
import { ADMISSION_SETTINGS } from '../admission/admission-settings.ts';
import { defineKind } from '../define.ts';
import type { Link } from '../network/link.ts';
import type { Nic } from '../network/nic.ts';
import { EarlyCancels } from '../calling/early-cancels.ts';
import type { Forwards } from '../calling/ties.ts';
import { CANCEL, FIRST_TIMER, LOAD_ANSWER, REPLY, REQUEST } from '../op.ts';
import type { Place } from '../place.ts';
import {
  ARRIVED_AT,
  ATTEMPT,
  DEPTH,
  KEY,
  KIND,
  OPENED_AT,
  OPENER_NOTE,
  PARENT,
  RECEIVER_NOTE,
  RETRY_AFTER,
  STATE,
  TIMER,
} from '../request-rows.ts';
import { CALLING, CHECK, QUEUED, READ, REPLYING, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import { instancesOf, type World } from '../world.ts';
import { BackendHealth, FIRST_HEALTH_TIMER } from './backend-health.ts';
import { metrics } from './balancer-metrics.ts';
import { balancerCaveats, params, type Settings } from './balancer-settings.ts';
import { followMembers, isHealthy, isUnreachable, weightOf } from './backends.ts';
import { type Connector, connectorOf } from './connector.ts';
import { LoadReports } from './load-reports.ts';
import { refusals, withPreset } from './presets.ts';
import { upstreamOf } from './upstream-of.ts';
import { WaitingLine } from './waiting-line.ts';

const TIMED_OUT = FIRST_TIMER;
const POLL = FIRST_TIMER + 1;
const CONNECTED = FIRST_TIMER + 2;
const WAITED_TOO_LONG = FIRST_TIMER + 3;
/** More hops than this: the request runs in a circle. */
const MAX_HOPS = 32;

/**
 * Sends each request to one of several backends, and to another one when that cannot be reached: the
 * upstream module of nginx 1.22.1 with `proxy_next_upstream error timeout`. A refused connection, a broken
 * one and a timeout count as the backend's failures; an error that the application answers does not. A
 * write that may have reached a backend is not sent again.
 *
 * Around that: health checks, outlier ejection, slow start, panic, drain and backups (`backend-health.ts`), a
 * queue for when all backends are full (`waiting-line.ts`), and what connections cost (`connector.ts`).
 *
 * Left out: its own work and limits (it forwards at once), buffers, requests that wait for one certain backend.
 */
class LoadBalancer implements Component, Forwards, Admitting {
  readonly forwards = true;
  readonly id: string;
  readonly address: Address;
  readonly nic: Nic | null;
  forwarded = 0;
  answered = 0;
  failed = 0;
  cancelled = 0;
  retried = 0;
  ejected = 0;
  upstream!: Upstream;
  /** Null for a balancer that lets everybody in. */
  admission: Admission | null = null;
  private readonly place: Place;
  private readonly world: World;
  private settings: Settings;
  private links: Link[] = [];
  private reports!: LoadReports;
  private health!: BackendHealth;
  /** Null where connections cost nothing. */
  private connector: Connector | null = null;
  private line!: WaitingLine;
  private openedBefore = 0;
  private checkedBefore = 0;
  private isPolling = false;
  /** Backends tried by requests that had to try more than one. */
  readonly early = new EarlyCancels();
  private readonly tried = new Map<RequestHandle, number[]>();
  private lane = -1;

  constructor(place: Place, settings: Settings, world: World) {
    this.id = place.id;
    this.address = place.address;
    this.place = place;
    this.world = world;
    this.settings = settings;
    this.nic = settings.nic === undefined ? null : world.network.addNic(place.address, settings.nic);
    this.admission = admissionOf(null, settings, place, world, this);
  }

  start(): void {
    this.lane = this.settings.timeout === undefined ? -1 : this.world.simulation.lane(this.settings.timeout);
    this.connect();
  }

  restart(): void {
    this.connect();
  }

  crash(): void {
    this.failed += this.held;
    this.tried.clear();
    this.line.clear();
    this.early.clear();
    this.openedBefore = this.connectionsOpened;
    this.checkedBefore = this.checksSent;
    this.connector = null;
    this.admission?.crashed();
  }

  on(op: number, a: number, b: number): void {
    if (op === REQUEST) this.arrive(a);
    else if (op === REPLY) this.reply(a, b);
    else if (op === CANCEL) this.cancel(a);
    else if (op === LOAD_ANSWER) this.reports.answered(a, b);
    else if (op === TIMED_OUT) this.timedOut(a);
    else if (op === CONNECTED) this.connector!.connected(a, b);
    else if (op === WAITED_TOO_LONG) this.waitedTooLong(a);
    else if (op >= FIRST_ADMISSION_TIMER) this.admission!.on(op, a, b);
    else if (op >= FIRST_HEALTH_TIMER) this.health.on(op, a);
    else this.poll();
  }

  configure(settings: Settings): void {
    const { policy, timeout } = settings;
    if (policy !== this.settings.policy) this.upstream.setBalancer(balancerNamed(policy));
    this.lane = timeout === undefined ? -1 : this.world.simulation.lane(timeout);
    this.settings = settings;
    this.admission = admissionOf(this.admission, settings, this.place, this.world, this);
    this.health.drain(settings.drain.map((replica) => replica - 1));
    if (!this.isPolling) this.poll();
  }

  /** Requests that it has and has not answered. */
  get held(): number {
    return this.forwarded - this.answered - this.failed - this.cancelled;
  }

  get queued(): number {
    return this.line.length;
  }

  get connectionsOpened(): number {
    return this.openedBefore + (this.connector?.opened ?? 0);
  }

  get checksSent(): number {
    return this.checkedBefore + (this.health.checks?.sent ?? 0);
  }

  queueArea(now: number): number {
    return this.line.area(now);
  }

  private connect(): void {
    const { simulation, network } = this.world;
    const primaries = instancesOf(this.world, this.settings.backends);
    const backups = this.settings.backup === undefined ? [] : instancesOf(this.world, this.settings.backup);
    const backends = [...primaries, ...backups];
    const weights = backends.map(({ address }) => weightOf(simulation.components[address]));
    this.links = backends.map(({ address }) => network.link(this.address, address));
    this.upstream = upstreamOf(this.world, this.place, this.settings, backends, weights, primaries.length);
    this.reports = new LoadReports(
      this.world,
      this.address,
      this.upstream,
      this.links,
      this.settings.monitor,
    );
    this.line = new WaitingLine(simulation, this.address, WAITED_TOO_LONG);
    this.connector = connectorOf(this.world, this.place, this.links, this.settings.connections, CONNECTED);
    this.health = new BackendHealth(
      this.world,
      this,
      this.upstream,
      this.links,
      { ...this.settings, weights },
      {
        left: (backend) => this.note('backend-ejected', backend),
        returned: (backend) => this.returned(backend),
      },
    );
    this.health.drain(this.settings.drain.map((replica) => replica - 1));
    this.health.start();
    followMembers(this.world, this.id, this.settings, primaries.length, (backend, serves) => {
      this.health.member(backend, serves);
      this.serveLine(backend);
    });
    this.poll();
  }

  /** Asks all backends about their load, now and again. */
  private poll(): void {
    const period = this.settings.viewAge ?? balancerNamed(this.settings.policy).reportPeriod;
    this.isPolling = period !== undefined;
    if (period === undefined) return;
    this.reports.poll();
    this.world.simulation.timer(this.address, period, POLL);
  }

  private arrive(handle: RequestHandle): void {
    const { requests, simulation, network } = this.world;
    const row = requests.rowOf(handle);
    requests.floats[row + ARRIVED_AT] = simulation.now;
    requests.words[row + STATE] = CALLING;
    if (requests.words[row + KIND] === CHECK) {
      network.reply(handle, status.OK);
      return;
    }
    this.forwarded++;
    if (this.early.take(handle)) this.answer(handle, status.CANCELLED);
    else if (requests.words[row + DEPTH] > MAX_HOPS) this.answer(handle, status.TOO_MANY_HOPS);
    else if (this.admission === null) this.admitted(handle, row);
    else this.admission.admit(handle, row);
  }

  admitted(handle: RequestHandle, row: number): void {
    if (this.early.take(handle)) this.answer(handle, status.CANCELLED);
    else this.forward(handle, row, UNTRIED, status.NO_BACKEND);
  }

  /** Sends to the backend that the policy picks; without one the request waits, or is answered `otherwise`. */
  private forward(handle: RequestHandle, row: number, tried: readonly number[], otherwise: number): void {
    const { requests, simulation } = this.world;
    const backend = this.upstream.pick(requests.floats[row + KEY], tried, simulation.now);
    if (backend !== NONE) this.send(handle, row, backend, tried.length);
    else if (this.settings.queue === 0 || !this.upstream.isAnyUp) this.answer(handle, otherwise);
    else if (this.line.length >= this.settings.queue) this.answer(handle, status.REJECTED);
    else {
      requests.words[row + STATE] = QUEUED;
      this.line.push(handle, this.settings.queueTimeout);
    }
  }

  private send(handle: RequestHandle, row: number, backend: number, again: number): void {
    const { requests, simulation, network } = this.world;
    this.upstream.begin(backend, simulation.now);
    const attempt = requests.open(this.address, handle, requests.words[row + ATTEMPT] + again);
    const attemptRow = requests.rowOf(attempt);
    requests.words[attemptRow + OPENER_NOTE] = backend;
    requests.words[row + RECEIVER_NOTE] = attempt;
    if (this.lane >= 0) {
      requests.floats[attemptRow + TIMER] = simulation.timerInLane(
        this.lane,
        this.address,
        TIMED_OUT,
        attempt,
      );
    }
    if (this.connector === null) network.send(this.links[backend], attempt);
    else this.connector.send(backend, attempt);
    this.reports.probe();
  }

  /** Whoever has waited longest goes to the backend that has room now, whatever the policy (HAProxy). */
  private serveLine(backend: number): void {
    while (this.line.length > 0 && this.upstream.hasRoom(backend)) {
      const handle = this.line.shift();
      const row = this.world.requests.rowOf(handle);
      this.world.requests.words[row + STATE] = CALLING;
      this.send(handle, row, backend, this.tried.get(handle)?.length ?? 0);
    }
  }

  private waitedTooLong(handle: RequestHandle): void {
    this.line.giveUp(handle);
    this.answer(handle, status.NO_BACKEND);
  }

  private reply(attempt: RequestHandle, result: number): void {
    const { requests } = this.world;
    const row = requests.rowOf(attempt);
    if (requests.isAwaited(row)) {
      if (requests.words[row + KIND] === CHECK) this.health.checks!.ended(row, result);
      else this.attemptEnded(row, result);
    }
    requests.drop(row);
  }

  /** Whoever asked wants the request no more: neither does this one, and tells whom it has sent it to. */
  private cancel(handle: RequestHandle): void {
    const { requests, network } = this.world;
    const row = requests.ifLive(handle);
    if (row < 0 || requests.words[row + STATE] === REPLYING) return;
    const attempt = requests.ifLive(requests.words[row + RECEIVER_NOTE]);
    const isOut = attempt >= 0 && requests.words[attempt + PARENT] === handle && requests.isAwaited(attempt);
    if (this.line.has(handle)) {
      this.line.withdraw(handle);
      this.answer(handle, status.CANCELLED);
    } else if (isOut) {
      network.cancel(attempt);
      this.attemptEnded(attempt, status.CANCELLED);
    } else this.early.note(handle);
  }

  private timedOut(attempt: RequestHandle): void {
    const { requests } = this.world;
    const row = requests.rowOf(attempt);
    requests.floats[row + TIMER] = 0;
    if (this.settings.cancel) this.world.network.cancel(row);
    this.attemptEnded(row, status.TIMEOUT);
  }

  private attemptEnded(row: number, result: number): void {
    const { requests, simulation } = this.world;
    const { now } = simulation;
    if (requests.floats[row + TIMER] !== 0) simulation.cancel(requests.floats[row + TIMER]);
    const backend = requests.words[row + OPENER_NOTE];
    const parent = requests.words[row + PARENT];
    const isWrite = requests.words[row + KIND] !== READ;
    if (status.isTurnedAway(result))
      requests.floats[requests.rowOf(parent) + RETRY_AFTER] = requests.floats[row + RETRY_AFTER];
    requests.close(row, result);
    const isReached = !isUnreachable(result);
    const isJudged = result !== status.CANCELLED;
    this.upstream.end(backend, now, now - requests.floats[row + OPENED_AT], isReached && isJudged);
    this.connector?.ended(backend, result);
    if (isJudged) this.judge(backend, result, isReached);
    if (isReached) this.answer(parent, result);
    else if (isWrite && result !== status.REFUSED)
      this.answer(parent, result === status.TIMEOUT ? status.DOWNSTREAM : result);
    else this.tryNext(parent, backend, result);
    if (this.line.length > 0) this.serveLine(backend);
  }

  /** What an attempt's end says about its backend. */
  private judge(backend: number, result: number, isReached: boolean): void {
    if (this.health.answered(backend, isHealthy(result))) this.ejected++;
    if (isReached) {
      if (this.upstream.succeeded(backend)) this.returned(backend);
    } else if (this.upstream.failed(backend, this.world.simulation.now)) {
      this.ejected++;
      this.note('backend-ejected', backend);
    }
  }

  private returned(backend: number): void {
    this.note('backend-restored', backend);
    this.serveLine(backend);
  }

  private tryNext(parent: RequestHandle, failed: number, result: number): void {
    const { requests } = this.world;
    const tried = this.tried.get(parent) ?? [];
    tried.push(failed);
    this.tried.set(parent, tried);
    const { tries, retryOn } = this.settings;
    const isFinal = retryOn === 'refused' && result !== status.REFUSED;
    if (isFinal || (tries > 0 && tried.length >= tries)) this.answer(parent, status.DOWNSTREAM);
    else {
      this.retried++;
      this.forward(parent, requests.rowOf(parent), tried, status.DOWNSTREAM);
    }
  }

  answer(handle: RequestHandle, result: number): void {
    if (this.tried.size > 0) this.tried.delete(handle);
    if (result === status.OK) this.answered++;
    else if (result === status.CANCELLED) this.cancelled++;
    else this.failed++;
    this.admission?.ended(handle, this.world.requests.rowOf(handle), result);
    this.world.network.answer(handle, result);
  }

  private note(kind: 'backend-ejected' | 'backend-restored', backend: number): void {
    const { moments, simulation } = this.world;
    moments.note(simulation.now, kind, this.id, { backend: this.upstream.names[backend] });
  }
}

export const loadBalancer = defineKind<typeof params, LoadBalancer>({
  kind: 'load-balancer',
  summary: 'Spreads requests over the replicas of a node.',
  caveats: balancerCaveats,
  tier: 'edge',
  params,
  live: ['policy', 'timeout', 'tries', 'drain', ...ADMISSION_SETTINGS],
  metrics,
  replicas: () => 1,
  targets: ({ backends, backup }) => (backup === undefined ? [backends] : [backends, backup]),
  complete: withPreset,
  refusals: (written, settings) => [...refusals(written, settings), ...admissionRefusals(written, settings)],
  build: (place, settings, world) => new LoadBalancer(place, settings, world),
  reconfigure: (component, settings) => component.configure(settings),
});
