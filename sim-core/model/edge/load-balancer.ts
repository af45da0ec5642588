import * as z from 'zod';
import type { Address, Component } from '../../kernel/component.ts';
import { NONE } from '../../policy/balancing/balancer.ts';
import { balancerNamed, balancers } from '../../policy/balancing/index.ts';
import { UNTRIED, Upstream } from '../../policy/upstream.ts';
import { defineKind, type Metric } from '../define.ts';
import { count, duration, nodeId, oneOf } from '../fields.ts';
import type { Link } from '../network/link.ts';
import { FIRST_TIMER, LOAD_ANSWER, REPLY, REQUEST } from '../op.ts';
import type { Place } from '../place.ts';
import { CALLING, READ, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import { instancesOf, streamOf, type World } from '../world.ts';
import { balancerOptions } from './balancer-options.ts';
import { LoadReports } from './load-reports.ts';

const TIMED_OUT = FIRST_TIMER;
const POLL = FIRST_TIMER + 1;
/** More hops than this: the request runs in a circle. */
const MAX_HOPS = 32;

const params = z.strictObject({
  policy: oneOf(balancers, { label: 'Policy', help: 'How a backend is picked.' }).default('round-robin'),
  backends: nodeId({ label: 'Backends', help: 'Node whose replicas share the requests.' }),
  timeout: duration({
    label: 'Timeout',
    help: 'How long it waits for a backend before it tries another; without it, for ever.',
    min: 1e-6,
  }).optional(),
  tries: count({
    label: 'Tries',
    help: 'Most backends that one request may try; 0 for all of them.',
    min: 0,
    max: 1000,
  }).default(0),
  maxFails: count({
    label: 'Max fails',
    help: 'Failures after which a backend is left alone for a while; 0 for never.',
    min: 0,
    max: 1000,
  }).default(1),
  failTimeout: duration({
    label: 'Fail timeout',
    help: 'How long a backend that failed is left alone.',
    min: 0,
  }).default(10),
  maxConnections: count({
    label: 'Max connections',
    help: 'Most requests in flight to one backend; 0 for no limit.',
    min: 0,
    max: 1_000_000,
  }).default(0),
  options: balancerOptions.prefault({}).meta({
    label: 'Policy options',
    help: 'Numbers that single policies are set by.',
  }),
  viewAge: duration({
    label: 'Age of the view',
    help: 'The policy sees how many requests its backends have in flight, from everybody, as of the last time it asked: this often. Without it, it sees what it sent itself, as of now.',
    min: 1e-3,
  }).optional(),
});

type Settings = z.output<typeof params>;

/**
 * Sends each request to one of several backends, and to another one when that cannot be reached: the
 * upstream module of nginx 1.22.1 with `proxy_next_upstream error timeout`. A refused connection, a broken
 * one and a timeout count as the backend's failures; an error that the application answers does not. A
 * write that may have reached a backend is not sent again.
 *
 * Left out: its own work and limits (it forwards at once), connections kept open, buffers.
 */
class LoadBalancer implements Component {
  readonly id: string;
  forwarded = 0;
  answered = 0;
  failed = 0;
  retried = 0;
  ejected = 0;
  upstream!: Upstream;
  private readonly address: Address;
  private readonly zone: string;
  private readonly world: World;
  private settings: Settings;
  private links: Link[] = [];
  private reports!: LoadReports;
  private isPolling = false;
  /** Backends tried by requests that had to try more than one. */
  private readonly tried = new Map<RequestHandle, number[]>();
  private lane = -1;

  constructor(place: Place, settings: Settings, world: World) {
    this.id = place.id;
    this.address = place.address;
    this.zone = place.zone;
    this.world = world;
    this.settings = settings;
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
  }

  on(op: number, a: number, b: number): void {
    if (op === REQUEST) this.arrive(a);
    else if (op === REPLY) this.reply(a, b);
    else if (op === LOAD_ANSWER) this.reports.answered(a, b);
    else if (op === POLL) this.poll();
    else this.timedOut(a);
  }

  configure(settings: Settings): void {
    const { policy, timeout } = settings;
    if (policy !== this.settings.policy) this.upstream.setBalancer(balancerNamed(policy));
    this.lane = timeout === undefined ? -1 : this.world.simulation.lane(timeout);
    this.settings = settings;
    if (!this.isPolling) this.poll();
  }

  /** Requests that it has and has not answered. */
  get held(): number {
    return this.forwarded - this.answered - this.failed;
  }

  private connect(): void {
    const backends = instancesOf(this.world, this.settings.backends);
    const { components } = this.world.simulation;
    this.links = backends.map(({ address }) => this.world.network.link(this.address, address));
    const { maxFails, failTimeout, maxConnections, options, viewAge } = this.settings;
    this.upstream = new Upstream(
      {
        names: backends.map(({ id }) => id),
        weights: backends.map(({ address }) => weightOf(components[address])),
        maxFails,
        failTimeout,
        maxConnections,
        keyText,
        address: addressOf,
        ...this.zonesOf(backends),
        options,
        isViewReported: viewAge !== undefined,
      },
      balancerNamed(this.settings.policy),
      streamOf(this.world, `${this.id}/pick`),
    );
    this.reports = new LoadReports(this.world, this.address, this.upstream, this.links);
    this.poll();
  }

  /** Zones as numbers, this balancer's own being 0, or −1 if it is in none. */
  private zonesOf(backends: readonly Place[]): { readonly zones: readonly number[]; readonly zone: number } {
    const names = this.zone === '' ? [] : [this.zone];
    const zones = backends.map(({ zone }) => {
      const known = names.indexOf(zone);
      return known >= 0 ? known : names.push(zone) - 1;
    });
    return { zones, zone: this.zone === '' ? -1 : 0 };
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
    const { requests, simulation } = this.world;
    const row = requests.rowOf(handle);
    requests.arrivedAt[row] = simulation.now;
    requests.state[row] = CALLING;
    this.forwarded++;
    if (requests.depth[row] > MAX_HOPS) this.answer(handle, status.TOO_MANY_HOPS);
    else this.forward(handle, row, UNTRIED, status.NO_BACKEND);
  }

  /** Sends to the backend that the policy picks; answers `otherwise` when there is none. */
  private forward(handle: RequestHandle, row: number, tried: readonly number[], otherwise: number): void {
    const { requests, simulation, network } = this.world;
    const { now } = simulation;
    const backend = this.upstream.pick(requests.key[row], tried, now);
    if (backend === NONE) {
      this.answer(handle, otherwise);
      return;
    }
    this.upstream.begin(backend, now);
    const attempt = requests.open(this.address, handle, requests.attempt[row] + tried.length, now);
    const attemptRow = requests.rowOf(attempt);
    requests.openerNote[attemptRow] = backend;
    if (this.lane >= 0) {
      requests.timer[attemptRow] = simulation.timerInLane(this.lane, this.address, TIMED_OUT, attempt);
    }
    network.send(this.links[backend], attempt);
    this.reports.probe();
  }

  private reply(attempt: RequestHandle, result: number): void {
    const { requests } = this.world;
    const row = requests.rowOf(attempt);
    if (requests.isAwaited(row)) this.attemptEnded(row, result);
    requests.drop(row);
  }

  private timedOut(attempt: RequestHandle): void {
    const { requests } = this.world;
    const row = requests.rowOf(attempt);
    requests.timer[row] = 0;
    this.attemptEnded(row, status.TIMEOUT);
  }

  private attemptEnded(row: number, result: number): void {
    const { requests, simulation } = this.world;
    const { now } = simulation;
    if (requests.timer[row] !== 0) simulation.cancel(requests.timer[row]);
    const backend = requests.openerNote[row];
    const parent = requests.parent[row];
    const isWrite = requests.kind[row] !== READ;
    requests.close(row, result);
    const isReached = !isUnreachable(result);
    this.upstream.end(backend, now, now - requests.openedAt[row], isReached);
    if (isReached) {
      if (this.upstream.succeeded(backend)) this.note('backend-restored', backend);
      this.answer(parent, result);
      return;
    }
    if (this.upstream.failed(backend, now)) {
      this.ejected++;
      this.note('backend-ejected', backend);
    }
    if (isWrite && result !== status.REFUSED)
      this.answer(parent, result === status.TIMEOUT ? status.DOWNSTREAM : result);
    else this.tryNext(parent, backend);
  }

  private tryNext(parent: RequestHandle, failed: number): void {
    const { requests } = this.world;
    const tried = this.tried.get(parent) ?? [];
    tried.push(failed);
    this.tried.set(parent, tried);
    const { tries } = this.settings;
    if (tries > 0 && tried.length >= tries) this.answer(parent, status.DOWNSTREAM);
    else {
      this.retried++;
      this.forward(parent, requests.rowOf(parent), tried, status.DOWNSTREAM);
    }
  }

  private answer(handle: RequestHandle, result: number): void {
    if (this.tried.size > 0) this.tried.delete(handle);
    if (result === status.OK) this.answered++;
    else this.failed++;
    this.world.network.reply(handle, result);
  }

  private note(kind: 'backend-ejected' | 'backend-restored', backend: number): void {
    const { moments, simulation } = this.world;
    moments.note(simulation.now, kind, this.id, { backend: this.upstream.names[backend] });
  }
}

/** The backend could not be reached or broke off: nginx's `error` and `timeout`. */
function isUnreachable(result: number): boolean {
  return result === status.REFUSED || result === status.RESET || result === status.TIMEOUT;
}

function weightOf(component: Component): number {
  const { settings } = component as { readonly settings?: { readonly weight?: number } };
  return settings?.weight ?? 1;
}

/** What hash policies hash for a key. */
function keyText(key: number): string {
  return `/item/${key}`;
}

/** An address for the client behind a key: keys are spread over 10.0.0.0/8, a /24 for each. */
function addressOf(key: number): string {
  const network = key % 65_536;
  return `10.${Math.floor(network / 256)}.${network % 256}.1`;
}

const metrics: readonly Metric<LoadBalancer>[] = [
  {
    name: 'forwarded',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests received.',
    read: (lb) => lb.forwarded,
  },
  {
    name: 'answered',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests answered well.',
    read: (lb) => lb.answered,
  },
  {
    name: 'failed',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests answered badly.',
    read: (lb) => lb.failed,
  },
  {
    name: 'retried',
    kind: 'counter',
    unit: 'requests',
    help: 'Times another backend was tried.',
    read: (lb) => lb.retried,
  },
  {
    name: 'ejected',
    kind: 'counter',
    unit: '',
    help: 'Times a backend was taken out of rotation.',
    read: (lb) => lb.ejected,
  },
  {
    name: 'held',
    kind: 'gauge',
    unit: 'requests',
    help: 'Requests that wait for a backend’s answer.',
    read: (lb) => lb.held,
  },
];

export const loadBalancer = defineKind({
  kind: 'load-balancer',
  summary: 'Spreads requests over the replicas of a node.',
  tier: 'edge',
  params,
  live: ['policy', 'timeout', 'tries'],
  metrics,
  replicas: () => 1,
  targets: ({ backends }) => [backends],
  build: (place, settings, world) => new LoadBalancer(place, settings, world),
  reconfigure: (component, settings) => component.configure(settings),
});
