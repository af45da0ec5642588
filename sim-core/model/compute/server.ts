import * as z from 'zod';
import type { Distribution } from '../../random/distributions.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { defineKind, type Metric } from '../define.ts';
import { bytes, count, duration, durationDistribution, nodeId, plain } from '../fields.ts';
import type { Worker } from '../knobs.ts';
import type { AnswersProbes } from '../load-answer.ts';
import { Outlet } from '../network/outlet.ts';
import { FIRST_TIMER, LOAD_QUESTION, REPLY, REQUEST } from '../op.ts';
import type { Place } from '../place.ts';
import { CALLING, CHECK, QUEUED, READ, WORKING, WRITE, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import { keyedStreamOf, type World } from '../world.ts';
import { Cores } from './cores.ts';
import { Fifo } from './fifo.ts';
import { LoadReporter } from './load-reporter.ts';

const TASK_DONE = FIRST_TIMER;
const CALL_TIMEOUT = FIRST_TIMER + 1;

/** A request that has passed more hops than this runs in a circle. */
export const MAX_HOPS = 32;

const service = durationDistribution({
  label: 'Service time',
  help: 'Work per request on one core at full speed. Without it, the work that the traffic gives each request.',
});

const call = z.strictObject({
  to: nodeId({ label: 'Target', help: 'Node that is called.' }),
  op: z.enum(['read', 'write', 'same']).default('same').meta({
    label: 'Operation',
    help: 'What the call asks of a store; “same” passes on what the request is.',
  }),
  timeout: duration({ label: 'Timeout', help: 'How long the server waits for the answer.' }).optional(),
});

const params = z.strictObject({
  replicas: count({ label: 'Replicas', help: 'Instances of this server.', min: 1, max: 20_000 }).default(1),
  cores: count({
    label: 'Cores',
    help: 'Tasks that one instance works on at the same time.',
    min: 1,
    max: 100_000,
  }).default(1),
  queue: count({
    label: 'Queue',
    help: 'Requests that may wait for a core; more are rejected.',
    min: 0,
    max: 1_000_000,
  }).default(1000),
  service: z
    .union([service, z.record(z.string(), service)])
    .optional()
    .meta({
      label: 'Service time',
      help: 'One distribution, or one per request class.',
    }),
  tasks: count({
    label: 'Tasks',
    help: 'Equal parts that each request is split into; they run in parallel on free cores and the request is done when all are.',
    min: 1,
    max: 1000,
  }).default(1),
  speed: plain({
    label: 'Speed',
    help: 'How fast its cores are; 2 halves every service time.',
    min: 0.001,
    max: 1000,
  }).default(1),
  weight: count({
    label: 'Weight',
    help: 'Share of traffic that balancers give it.',
    min: 1,
    max: 65_535,
  }).default(1),
  calls: z
    .union([
      nodeId({ label: 'Calls', help: 'Node called after the work, before the answer.' }),
      z.array(call).max(16),
    ])
    .default([])
    .meta({
      label: 'Calls',
      help: 'Nodes called one after another once the work is done. The core is free while the server waits.',
    }),
  memoryBase: bytes({ label: 'Memory at rest', help: 'Memory in use with no request.' }).default(0),
  memoryPerRequest: bytes({
    label: 'Memory per request',
    help: 'Memory that each request holds while it is here.',
  }).default(0),
});

type Params = z.output<typeof params>;
type Call = z.output<typeof call>;

/**
 * A server: `cores` tasks at a time, each to its end (non-preemptive), and a bounded queue in order of
 * arrival in front of them; with one core and exponential times it is M/M/1/K. A request may be split
 * into equal tasks (fork–join) and may call other nodes before it is answered.
 *
 * Left out: context switches, contention for memory and disk, threads that block while they call.
 */
class Server implements Worker, AnswersProbes {
  readonly answersProbes = true;
  readonly id: string;
  readonly cores: Cores;
  readonly waiting: Fifo;
  /** Requests here in any state. */
  held = 0;
  arrived = 0;
  completed = 0;
  rejected = 0;
  failed = 0;
  bytesIn = 0;
  bytesOut = 0;
  private readonly address: number;
  private readonly world: World;
  private readonly luck: KeyedRandom;
  private readonly calls: readonly Call[];
  private outlets: Outlet[] = [];
  private byClass: (Distribution | null)[] = [];
  private slowdown = 1;
  private reporter: LoadReporter | null = null;
  settings: Params;

  constructor(place: Place, settings: Params, world: World) {
    this.id = place.id;
    this.address = place.address;
    this.world = world;
    this.settings = settings;
    this.luck = keyedStreamOf(world, `${place.node}/service`);
    this.cores = new Cores(settings.cores, world.simulation, place.address, TASK_DONE);
    this.waiting = new Fifo(world.requests, world.simulation);
    this.calls = callsOf(settings);
    this.configure(settings);
  }

  start(): void {
    this.outlets = this.calls.map(({ to }) => new Outlet(this.world, this.address, to));
  }

  on(op: number, a: number, b: number): void {
    if (op === TASK_DONE) this.taskDone(a, b);
    else if (op === REQUEST) this.arrive(a);
    else if (op === REPLY) this.calledBack(a, b);
    else if (op === LOAD_QUESTION) this.reportLoad(a, b);
    else this.callTimedOut(a);
  }

  crash(): void {
    this.cores.clear();
    this.waiting.clear();
    this.reporter = null;
    this.failed += this.held;
    this.held = 0;
  }

  setSpeed(speed: number): void {
    this.slowdown = speed;
    this.cores.setSpeed(this.settings.speed * speed);
  }

  /** Takes in changed settings; the queue bound and the service times hold from the next request on. */
  configure(settings: Params): void {
    this.settings = settings;
    this.byClass = [];
    this.cores.setSpeed(settings.speed * this.slowdown);
  }

  get memory(): number {
    return this.settings.memoryBase + this.held * this.settings.memoryPerRequest;
  }

  private reportLoad(asker: number, index: number): void {
    this.reporter ??= new LoadReporter(this.world, this.address, this.cores);
    this.reporter.answer(asker, index, this.held);
  }

  private arrive(handle: RequestHandle): void {
    const { requests, simulation } = this.world;
    const row = requests.rowOf(handle);
    requests.arrivedAt[row] = simulation.now;
    this.arrived++;
    this.held++;
    this.reporter?.arrived(handle, this.held);
    this.bytesIn += requests.size[row];
    if (requests.depth[row] > MAX_HOPS) this.answer(handle, status.TOO_MANY_HOPS);
    else if (this.waiting.length === 0 && this.cores.hasFree) this.begin(handle, row);
    else if (this.waiting.length >= this.settings.queue) this.answer(handle, status.REJECTED);
    else {
      requests.state[row] = QUEUED;
      requests.receiverNote[row] = this.settings.tasks;
      this.waiting.push(handle);
    }
  }

  /** Starts a request that need not wait; tasks for which there is no core yet go in front of the queue. */
  private begin(handle: RequestHandle, row: number): void {
    const { requests } = this.world;
    const { tasks } = this.settings;
    requests.receiverNote[row] = tasks;
    if (tasks > 1) {
      this.waiting.push(handle);
      this.startWaiting();
    } else this.startTask(handle, row);
  }

  /** Gives free cores to the tasks of those who wait, in order. */
  private startWaiting(): void {
    const { requests } = this.world;
    while (this.waiting.length > 0 && this.cores.hasFree) {
      const handle = this.waiting.head;
      const row = requests.rowOf(handle);
      if (requests.receiverNote[row] === 1) this.waiting.shift();
      this.startTask(handle, row);
    }
  }

  private startTask(handle: RequestHandle, row: number): void {
    const { requests, simulation } = this.world;
    if (requests.startedAt[row] < 0) {
      requests.startedAt[row] = simulation.now;
      requests.state[row] = WORKING;
      requests.receiverCount[row] = this.settings.tasks;
    }
    requests.receiverNote[row]--;
    this.cores.start(handle, this.demand(row) / this.settings.tasks);
  }

  private demand(row: number): number {
    const { requests } = this.world;
    if (this.settings.service === undefined || requests.kind[row] === CHECK) return requests.work[row];
    const distribution = this.distributionFor(requests.class[row]);
    if (distribution === null) return requests.work[row];
    return distribution.sample(this.luck.rekey(requests.luck[row] + requests.attempt[row]));
  }

  private distributionFor(index: number): Distribution | null {
    const known = this.byClass[index];
    if (known !== undefined) return known;
    const { service } = this.settings;
    const found = isDistribution(service) ? service : (service?.[this.world.classes[index]] ?? null);
    this.byClass[index] = found;
    return found;
  }

  private taskDone(handle: RequestHandle, slot: number): void {
    const { requests } = this.world;
    this.cores.finish(slot);
    const row = requests.rowOf(handle);
    if (--requests.receiverCount[row] === 0) {
      requests.receiverNote[row] = 0;
      this.proceed(handle, row);
    }
    if (this.waiting.length > 0) this.startWaiting();
  }

  /** Makes the next call, or answers. */
  private proceed(handle: RequestHandle, row: number): void {
    const { requests } = this.world;
    const next = requests.receiverNote[row];
    if (next === this.calls.length || requests.kind[row] === CHECK) this.answer(handle, status.OK);
    else {
      requests.state[row] = CALLING;
      requests.receiverNote[row] = next + 1;
      this.callOut(handle, next);
    }
  }

  private callOut(handle: RequestHandle, index: number): void {
    const { requests, simulation } = this.world;
    const { op, timeout } = this.calls[index];
    const child = requests.open(this.address, handle, 0, simulation.now);
    const row = requests.rowOf(child);
    if (op !== 'same') requests.kind[row] = op === 'write' ? WRITE : READ;
    if (timeout !== undefined) {
      requests.timer[row] = simulation.timerInLane(
        simulation.lane(timeout),
        this.address,
        CALL_TIMEOUT,
        child,
      );
    }
    if (!this.outlets[index].send(child)) this.called(row, status.NO_LEADER);
  }

  private calledBack(child: RequestHandle, result: number): void {
    const { requests } = this.world;
    const row = requests.rowOf(child);
    const awaited = requests.isAwaited(row);
    if (awaited) this.called(row, result);
    requests.drop(row);
  }

  private callTimedOut(child: RequestHandle): void {
    const { requests } = this.world;
    const row = requests.rowOf(child);
    requests.timer[row] = 0;
    this.called(row, status.TIMEOUT);
  }

  /** A call has ended, well or not: the request that made it goes on, or fails with it. */
  private called(row: number, result: number): void {
    const { requests, simulation } = this.world;
    if (requests.timer[row] !== 0) simulation.cancel(requests.timer[row]);
    const parent = requests.parent[row];
    requests.close(row, result);
    if (result === status.OK) this.proceed(parent, requests.rowOf(parent));
    else this.answer(parent, passedOn(result));
  }

  private answer(handle: RequestHandle, result: number): void {
    const { requests, network } = this.world;
    this.held--;
    this.reporter?.left(handle);
    if (result === status.OK) this.completed++;
    else if (result === status.REJECTED) this.rejected++;
    else this.failed++;
    this.bytesOut += requests.replySize[requests.rowOf(handle)];
    network.reply(handle, result);
  }
}

/** To its own caller, a server that got no answer is a bad gateway; other reasons are passed on. */
function passedOn(result: number): number {
  return result === status.TIMEOUT || result === status.RESET || result === status.REFUSED
    ? status.DOWNSTREAM
    : result;
}

function isDistribution(value: Params['service']): value is Distribution {
  return value !== undefined && typeof (value as Distribution).sample === 'function';
}

function callsOf({ calls }: Params): readonly Call[] {
  return typeof calls === 'string' ? [{ to: calls, op: 'same' }] : calls;
}

const metrics: readonly Metric<Server>[] = [
  {
    name: 'utilisation',
    kind: 'area',
    unit: 'fraction',
    help: 'Share of its cores that is busy.',
    read: (s, now) => s.cores.area(now) / s.cores.count,
  },
  {
    name: 'queueLength',
    kind: 'area',
    unit: 'requests',
    help: 'Requests that wait for a core.',
    read: (s, now) => s.waiting.area(now),
  },
  {
    name: 'queuePeak',
    kind: 'last',
    unit: 'requests',
    across: 'max',
    help: 'Longest queue so far.',
    read: (s) => s.waiting.peak,
  },
  {
    name: 'held',
    kind: 'gauge',
    unit: 'requests',
    help: 'Requests here: waiting, in work, or waiting for a call.',
    read: (s) => s.held,
  },
  { name: 'arrived', kind: 'counter', unit: 'requests', help: 'Requests received.', read: (s) => s.arrived },
  {
    name: 'completed',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests answered well.',
    read: (s) => s.completed,
  },
  {
    name: 'rejected',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests turned away at a full queue.',
    read: (s) => s.rejected,
  },
  {
    name: 'failed',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests that failed for another reason.',
    read: (s) => s.failed,
  },
  { name: 'memory', kind: 'gauge', unit: 'bytes', help: 'Memory in use.', read: (s) => s.memory },
  { name: 'bytesIn', kind: 'counter', unit: 'bytes', help: 'Bytes received.', read: (s) => s.bytesIn },
  { name: 'bytesOut', kind: 'counter', unit: 'bytes', help: 'Bytes sent.', read: (s) => s.bytesOut },
];

export const server = defineKind({
  kind: 'server',
  summary: 'Works on requests: cores, a bounded queue, a service time per class.',
  tier: 'service',
  params,
  live: ['queue', 'service', 'speed'],
  metrics,
  replicas: (settings) => settings.replicas,
  targets: (settings) => callsOf(settings).map(({ to }) => to),
  build: (place, settings, world) => new Server(place, settings, world),
  reconfigure: (component, settings) => component.configure(settings),
});
