import type { Address, Component } from '../../kernel/component.ts';
import type { EventHandle } from '../../kernel/event-queue.ts';
import type { KeyedRandom, Random } from '../../random/generator.ts';
import { costSoFar, secondsRun } from '../cost.ts';
import { Cores } from '../compute/cores.ts';
import { Fifo } from '../compute/fifo.ts';
import type { Worker } from '../knobs.ts';
import type { Link } from '../network/link.ts';
import { CANCEL, FIRST_PEER_MESSAGE, FIRST_TIMER, REQUEST } from '../op.ts';
import type { Place } from '../place.ts';
import { ARRIVED_AT, ATTEMPT, KEY, KIND, LUCK, RECEIVER_NOTE, STARTED_AT, STATE } from '../request-rows.ts';
import { QUEUED, WORKING, WRITE, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import { instancesOf, keyedStreamOf, streamOf, type World } from '../world.ts';
import type { Ledger } from './ledger.ts';
import type { StoreSettings } from './store-settings.ts';
import {
  ACK,
  APPEND,
  ReplicationCore,
  type MessageType,
  type ReplicationEffects,
  type ReplicationSettings,
} from './replication.ts';

const DONE = FIRST_TIMER;
const HEARTBEAT = FIRST_TIMER + 1;
const CHECK_LEADER = FIRST_TIMER + 2;
const APPLIED = FIRST_TIMER + 3;
const REDIRECT = FIRST_TIMER + 4;
const ACK_TIMEOUT = FIRST_TIMER + 5;
const SHIP = FIRST_TIMER + 6;

/** The two terms in a message take sixteen bits each, the first one bit less. */
const TERMS = 65_536;
const ACK_BYTES = 64;

/** One copy of the data: serves reads and writes with its cores, and takes its part in the replication. */
export class Replica implements Component, Worker, ReplicationEffects {
  readonly id: string;
  readonly core: ReplicationCore;
  readonly cores: Cores;
  readonly waiting: Fifo;
  readonly ledger: Ledger;
  /** Entries whose effect can be read here. */
  applied = 0;
  held = 0;
  reads = 0;
  writes = 0;
  rejected = 0;
  failed = 0;
  settings: StoreSettings;
  private readonly index: number;
  private readonly address: Address;
  private readonly world: World;
  private readonly luck: KeyedRandom;
  private readonly lag: Random;
  private readonly luckOfElection: Random;
  private peers: Link[] = [];
  private replicas: Replica[] = [];
  private leaderWatch: EventHandle = 0;
  /** Writes that wait for followers, in the order of their index. */
  private unacknowledged: { readonly index: number; readonly handle: RequestHandle }[] = [];
  private nextApply = 0;

  constructor(place: Place, settings: StoreSettings, world: World, ledger: Ledger) {
    this.id = place.id;
    this.index = place.index;
    this.address = place.address;
    this.world = world;
    this.settings = settings;
    this.ledger = ledger;
    this.luck = keyedStreamOf(world, `${place.node}/service`);
    this.lag = streamOf(world, `${place.id}/apply-lag`);
    this.luckOfElection = streamOf(world, `${place.id}/election`);
    this.cores = new Cores(settings.cores, world.simulation, place.address, DONE);
    this.waiting = new Fifo(world.requests, world.simulation);
    this.core = new ReplicationCore(place.index, settings.replicas, replicationOf(settings), this);
  }

  /** Every write adds one record; nothing is ever compacted. */
  get queued(): number {
    return this.waiting.length;
  }

  get bytesUsed(): number {
    return this.core.index * this.settings.recordSize;
  }

  cost(now: number): number {
    return costSoFar(this.world, this.world.places[this.address], this.settings.costPerHour, now);
  }

  provisioned(now: number): number {
    return this.cores.count * secondsRun(this.world, this.world.places[this.address], now);
  }

  get isLeader(): boolean {
    return this.core.role === 'leader';
  }

  start(): void {
    const { network, simulation } = this.world;
    const node = this.world.places[this.address].node;
    const places = instancesOf(this.world, node);
    this.peers = places.map(({ address }) => network.link(this.address, address));
    this.replicas = places.map(({ address }) => simulation.components[address] as Replica);
    if (this.index === 0) this.core.appoint(simulation.now);
    this.watchLeader();
  }

  restart(): void {
    this.core.restart(this.world.simulation.now);
    this.watchLeader();
  }

  crash(): void {
    if (this.isLeader) this.ledger.leaderLost('down');
    this.core.role = 'follower';
    this.failed += this.held;
    this.held = 0;
    this.cores.clear();
    this.waiting.clear();
    this.unacknowledged = [];
    this.nextApply = 0;
  }

  setSpeed(speed: number): void {
    this.cores.setSpeed(speed);
  }

  configure(settings: StoreSettings): void {
    this.settings = settings;
    this.core.settings = replicationOf(settings);
  }

  on(op: number, a: number, b: number): void {
    if (op === REQUEST) this.arrive(a);
    else if (op === CANCEL) this.cancel(a);
    else if (op === DONE) this.served(a, b);
    else if (op === APPLIED) this.apply(a, b);
    else if (op < FIRST_TIMER) this.fromPeer((op - FIRST_PEER_MESSAGE) as MessageType, a, b);
    else this.onTimer(op, a, b);
  }

  // --- what the replication asks for -----------------------------------------------------------------

  send(to: number, type: MessageType, index: number, term: number, logTerm: number): void {
    const { settings } = this;
    const ackWhenApplied = type === ACK && settings.replication === 'synchronous';
    if (ackWhenApplied && this.applied < index) return; // told when it is applied
    const bytes = type === APPEND ? settings.recordSize : ACK_BYTES;
    const b = term * TERMS + logTerm;
    this.world.network.post(
      this.peers[to],
      FIRST_PEER_MESSAGE + type,
      index * this.peers.length + this.index,
      b,
      bytes,
    );
  }

  commit(index: number): void {
    const { requests } = this.world;
    let done = 0;
    while (done < this.unacknowledged.length && this.unacknowledged[done].index <= index) {
      const { handle, index: at } = this.unacknowledged[done++];
      const row = requests.ifLive(handle);
      if (row < 0 || requests.words[row + RECEIVER_NOTE] !== at) continue; // given up: see ACK_TIMEOUT
      this.ledger.acknowledge(at, requests.floats[row + KEY], this.core.term);
      this.writes++;
      this.answer(handle, status.OK);
    }
    this.unacknowledged.splice(0, done);
    if (this.ledger.isLong) this.ledger.forget(Math.min(...this.replicas.map(({ core }) => core.index)));
  }

  lead(): void {
    const { simulation } = this.world;
    this.applied = this.core.index;
    this.unacknowledged = [];
    this.ledger.elected(this.core.term, this.core.index);
    simulation.timer(this.address, this.settings.heartbeat, HEARTBEAT, this.core.term);
    if (this.settings.shipEvery > 0)
      simulation.timer(this.address, this.settings.shipEvery, SHIP, this.core.term);
    if (simulation.now === 0) this.ledger.leaderKnown(this.address);
    else simulation.timer(this.address, this.settings.redirectAfter, REDIRECT, this.core.term);
  }

  stepDown(reason: 'later-term' | 'lost-majority'): void {
    if (this.ledger.known === this.address) this.ledger.leaderLost(reason);
    for (const { handle, index } of this.unacknowledged) {
      const row = this.world.requests.ifLive(handle);
      if (row >= 0 && this.world.requests.words[row + RECEIVER_NOTE] === index)
        this.fail(handle, status.UNAVAILABLE);
    }
    this.unacknowledged = [];
    this.watchLeader();
  }

  // --- requests ----------------------------------------------------------------------------------------

  private arrive(handle: RequestHandle): void {
    const { requests, simulation } = this.world;
    const row = requests.rowOf(handle);
    requests.floats[row + ARRIVED_AT] = simulation.now;
    requests.words[row + RECEIVER_NOTE] = 0;
    this.held++;
    const isWrite = requests.words[row + KIND] === WRITE;
    if (isWrite && !this.isLeader) this.fail(handle, status.NO_LEADER);
    else if (isWrite && this.bytesUsed + this.settings.recordSize > this.settings.capacity) {
      this.fail(handle, status.STORAGE_FULL);
    } else if (this.cores.hasFree) this.serve(handle, row);
    else if (this.waiting.length >= this.settings.queue) this.fail(handle, status.REJECTED);
    else {
      requests.words[row + STATE] = QUEUED;
      this.waiting.push(handle);
    }
  }

  /** Whoever asked wants it no more. What is in work or in the log goes on: only who waits for a core leaves. */
  private cancel(handle: RequestHandle): void {
    const { requests } = this.world;
    const row = requests.ifLive(handle);
    if (row < 0 || requests.words[row + STATE] !== QUEUED) return;
    this.waiting.remove(handle);
    this.fail(handle, status.CANCELLED);
  }

  private serve(handle: RequestHandle, row: number): void {
    const { requests, simulation } = this.world;
    requests.floats[row + STARTED_AT] = simulation.now;
    requests.words[row + STATE] = WORKING;
    const { readTime, writeTime } = this.settings;
    const time = requests.words[row + KIND] === WRITE ? writeTime : readTime;
    this.cores.start(
      handle,
      time.sample(this.luck.rekey(requests.floats[row + LUCK] + requests.words[row + ATTEMPT])),
    );
  }

  private served(handle: RequestHandle, slot: number): void {
    const { requests } = this.world;
    this.cores.finish(slot);
    const row = requests.rowOf(handle);
    if (requests.words[row + KIND] === WRITE) this.write(handle, row);
    else {
      this.reads++;
      this.ledger.read(requests.floats[row + KEY], this.applied);
      this.answer(handle, status.OK);
    }
    if (this.waiting.length > 0 && this.cores.hasFree) {
      const next = this.waiting.shift();
      this.serve(next, requests.rowOf(next));
    }
  }

  private write(handle: RequestHandle, row: number): void {
    const { requests, simulation } = this.world;
    if (!this.isLeader) {
      this.fail(handle, status.NO_LEADER);
      return;
    }
    const index = this.core.index + 1;
    requests.words[row + RECEIVER_NOTE] = index;
    this.applied = index;
    this.unacknowledged.push({ index, handle });
    if (this.settings.replication !== 'asynchronous') {
      const lane = simulation.lane(this.settings.ackTimeout);
      simulation.timerInLane(lane, this.address, ACK_TIMEOUT, handle, index);
    }
    this.core.write(simulation.now);
  }

  private fail(handle: RequestHandle, reason: number): void {
    if (reason === status.REJECTED || reason === status.STORAGE_FULL) this.rejected++;
    else this.failed++;
    this.answer(handle, reason);
  }

  private answer(handle: RequestHandle, result: number): void {
    this.world.requests.words[this.world.requests.rowOf(handle) + RECEIVER_NOTE] = 0;
    this.held--;
    this.world.network.answer(handle, result);
  }

  // --- replication --------------------------------------------------------------------------------------

  private fromPeer(type: MessageType, a: number, b: number): void {
    const from = a % this.peers.length;
    const index = (a - from) / this.peers.length;
    const logTerm = b % TERMS;
    const term = (b - logTerm) / TERMS;
    const { now } = this.world.simulation;
    const { index: before, logTerm: lineage } = this.core;
    this.core.receive(type, from, index, term, logTerm, now);
    if (type !== APPEND || this.isLeader) return;
    if (this.core.logTerm !== lineage) this.applied = Math.min(this.applied, this.ledger.start);
    if (this.core.index !== before || this.core.logTerm !== lineage) this.received();
  }

  /** New entries are on this disk; their effect can be read once they are applied, one after another. */
  private received(): void {
    const { simulation } = this.world;
    const { index, term } = this.core;
    this.nextApply = Math.max(this.nextApply, simulation.now + this.settings.applyLag.sample(this.lag));
    simulation.timer(this.address, this.nextApply - simulation.now, APPLIED, index, term);
  }

  private apply(index: number, term: number): void {
    const { core } = this;
    if (term !== core.term || index <= this.applied || index > core.index) return;
    this.applied = index;
    if (this.settings.replication === 'synchronous' && core.role === 'follower') core.confirm(index);
  }

  private onTimer(op: number, a: number, b: number): void {
    const { simulation, requests } = this.world;
    if (op === HEARTBEAT) {
      if (!this.isLeader || this.core.term !== a) return;
      this.core.heartbeat(simulation.now);
      simulation.timer(this.address, this.settings.heartbeat, HEARTBEAT, a);
    } else if (op === SHIP) {
      if (!this.isLeader || this.core.term !== a) return;
      this.core.ship();
      simulation.timer(this.address, this.settings.shipEvery, SHIP, a);
    } else if (op === CHECK_LEADER) {
      this.core.checkLeader(simulation.now);
      this.watchLeader();
    } else if (op === REDIRECT) {
      if (this.isLeader && this.core.term === a) this.ledger.leaderKnown(this.address);
    } else if (op === ACK_TIMEOUT) {
      const row = requests.ifLive(a);
      if (row >= 0 && requests.words[row + RECEIVER_NOTE] === b) this.fail(a, status.UNAVAILABLE);
    }
  }

  /** Looks again when the leader will have been silent for too long, and a little later than the others. */
  private watchLeader(): void {
    const { simulation } = this.world;
    simulation.cancel(this.leaderWatch);
    if (this.isLeader) return;
    const { core, settings } = this;
    const due = core.silentSince + core.patience + this.luckOfElection.next() * settings.electionTimeout;
    const delay = Math.max(due - simulation.now, settings.electionTimeout / 100);
    this.leaderWatch = simulation.timer(this.address, delay, CHECK_LEADER);
  }
}

function replicationOf({ replication, shipEvery, ...rest }: StoreSettings): ReplicationSettings {
  const { detectAfter, electionTimeout, fencing } = rest;
  return { mode: replication, shipsAtOnce: shipEvery === 0, detectAfter, electionTimeout, fencing };
}
