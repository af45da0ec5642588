import type { Component } from '../../kernel/component.ts';
import { scalerNamed } from '../../policy/scaling/index.ts';
import { isMeasurementGood } from '../../policy/scaling/pod-readiness.ts';
import type { ReplicaSample, Scaler, ScalingSettings, ScalingView } from '../../policy/scaling/scaler.ts';
import { defineKind } from '../define.ts';
import type { Place } from '../place.ts';
import { instancesOf, type World } from '../world.ts';
import { metrics } from './autoscaler-metrics.ts';
import { params, type Settings } from './autoscaler-settings.ts';
import { Fleet, FIRST_SCALER_TIMER } from './fleet.ts';
import { Monitoring, type Scrape } from './monitoring.ts';
import { refusals } from './refusals.ts';
import { Watched, type Backlog, type Scalable } from './watched.ts';

const SCRAPE = FIRST_SCALER_TIMER;
const LOOK = FIRST_SCALER_TIMER + 1;

/**
 * Runs as many replicas of a server as its policy asks for. It knows what a metrics pipeline tells it, some time late;
 * new replicas take a while to boot, and those that go finish what they hold. With target tracking it is Kubernetes'
 * HorizontalPodAutoscaler (v1.33).
 *
 * It stands for the whole control plane: while it is down nothing is decided, and no boot or drain comes to its end.
 * Left out: the network between it and the replicas, the API server, and everything else that may refuse an order.
 */
class Autoscaler implements Component {
  readonly id: string;
  fleet!: Fleet;
  desired = 0;
  scaledOut = 0;
  scaledIn = 0;
  rate = NaN;
  private readonly place: Place;
  private readonly world: World;
  private settings: Settings;
  private scaling!: ScalingSettings;
  private scaler!: Scaler;
  private state: unknown;
  private monitoring!: Monitoring;
  private quietUntil = 0;
  /** When it began to watch, and the newest scrape that the last look knew. */
  private watchedFrom = 0;
  private seen: Scrape | null = null;

  constructor(place: Place, settings: Settings, world: World) {
    this.id = place.id;
    this.place = place;
    this.world = world;
    this.settings = settings;
  }

  start(): void {
    const { settings, world } = this;
    const [server] = this.servers;
    this.fleet = new Fleet(this.place, settings, server.cores.count, world);
    this.desired = Math.min(settings.initial ?? settings.min, this.fleet.replicas.length);
    this.fleet.begin(this.desired);
    this.begin();
  }

  crash(): void {
    this.fleet.abandon();
  }

  restart(): void {
    this.fleet.resume();
    this.begin();
  }

  on(op: number, a: number): void {
    if (op === SCRAPE) this.scrape();
    else if (op === LOOK) this.look();
    else this.fleet.on(op, a);
  }

  configure(settings: Settings): void {
    const isOther = settings.policy !== this.settings.policy;
    this.settings = settings;
    this.scaling = this.scalingSettings();
    if (isOther) this.choose();
  }

  get pool(): Fleet['pool'] {
    return this.fleet.pool;
  }

  cost(now: number): number {
    return this.pool?.cost(now) ?? 0;
  }

  get forecastError(): number {
    return this.scaler.forecastError?.(this.state) ?? NaN;
  }

  get expected(): number {
    return this.scaler.expected?.(this.state) ?? NaN;
  }

  /** With an empty memory: what a policy had learned is gone with the process. */
  private begin(): void {
    const { simulation } = this.world;
    const { metric, lag, scrape, interval } = this.settings;
    this.scaling = this.scalingSettings();
    this.choose();
    this.seen = null;
    this.watchedFrom = simulation.now;
    this.monitoring = new Monitoring(this.servers, new Watched(metric), lag, simulation.now, this.backlog);
    simulation.timer(this.place.address, scrape, SCRAPE);
    simulation.timer(this.place.address, interval, LOOK);
  }

  private choose(): void {
    this.scaler = scalerNamed(this.settings.policy);
    this.state = this.scaler.init(this.scaling);
  }

  private get servers(): Scalable[] {
    const { components } = this.world.simulation;
    return instancesOf(this.world, this.settings.scales).map(
      ({ address }) => components[address] as Scalable,
    );
  }

  private get backlog(): Backlog | null {
    const { workQueue } = this.settings;
    if (workQueue === undefined) return null;
    const [{ address }] = instancesOf(this.world, workQueue);
    return this.world.simulation.components[address] as Component & Backlog;
  }

  private scrape(): void {
    const { simulation } = this.world;
    const { replicas } = this.fleet;
    simulation.timer(this.place.address, this.settings.scrape, SCRAPE);
    this.monitoring.scrape(simulation.now, (index) => simulation.isUp(replicas[index].address));
  }

  private look(): void {
    const { simulation } = this.world;
    const { now } = simulation;
    simulation.timer(this.place.address, this.settings.interval, LOOK);
    this.fleet.notice(now);
    if (now < this.quietUntil) return;
    const scrape = this.monitoring.latest(now);
    this.desired = this.scaler.desired(this.view(scrape, now), this.state, this.scaling);
    this.seen = scrape;
    this.resize();
  }

  private resize(): void {
    const { moments, simulation } = this.world;
    const { scales, cooldown } = this.settings;
    const from = this.fleet.current;
    this.fleet.resize(this.desired);
    const to = this.fleet.current;
    if (to === from) return;
    this.quietUntil = simulation.now + cooldown;
    if (to > from) this.scaledOut += to - from;
    else this.scaledIn += from - to;
    moments.note(simulation.now, to > from ? 'scaled-out' : 'scaled-in', scales, { from, to });
  }

  private view(scrape: Scrape | null, now: number): ScalingView {
    const { fleet, seen } = this;
    const window = scrape === null ? 0 : scrape.at - (seen?.at ?? this.watchedFrom);
    if (window > 0) this.rate = (scrape!.arrived - (seen?.arrived ?? 0)) / window;
    return {
      now,
      current: fleet.current,
      replicas: this.samples(scrape, now),
      backlog: scrape?.held ?? 0,
      rate: window > 0 ? this.rate : 0,
      window,
      bootTime: this.leadTime,
    };
  }

  /** Seconds from an order to a replica in service, at the mean. */
  private get leadTime(): number {
    const { boot, pool } = this.settings;
    return boot.mean + (pool?.provisioning.mean ?? 0);
  }

  private samples(scrape: Scrape | null, now: number): ReplicaSample[] {
    const samples: ReplicaSample[] = [];
    for (const replica of this.fleet.replicas) {
      const stage = this.fleet.stageOf(replica);
      if (stage === 'off' || stage === 'draining') continue;
      const measured = scrape?.replicas[replica.index] ?? null;
      const value = measured?.value ?? null;
      const utilisation = measured?.utilisation ?? null;
      const isReady =
        stage === 'serving' &&
        (value === null || !this.scaling.isResource || this.counts(replica, scrape!, now));
      samples.push({ value, utilisation, ready: isReady });
    }
    return samples;
  }

  /** Whether Kubernetes would count a replica's utilisation. */
  private counts(replica: Fleet['replicas'][number], { at, window }: Scrape, now: number): boolean {
    const { bootedFrom, isUp, turnedAt } = replica;
    const pod = { isPending: false, startedAt: bootedFrom, isReady: isUp, turnedAt, measuredAt: at, window };
    return isMeasurementGood(pod, now, this.settings.initialisation);
  }

  private scalingSettings(): ScalingSettings {
    const { settings } = this;
    const isResource = settings.metric === 'utilisation';
    const max = settings.max ?? instancesOf(this.world, settings.scales).length;
    return {
      min: settings.min,
      max: Math.max(settings.min, max),
      target: isResource ? settings.target : settings.average!,
      isResource,
      tolerance: settings.tolerance,
      scaleOut: settings.scaleOut,
      scaleIn: settings.scaleIn,
      steps: settings.steps,
      change: settings.stepUnit,
      warmUp: settings.stepWarmUp,
      schedule: settings.schedule,
      schedulePeriod: settings.scheduleEvery,
      backlogPerReplica: settings.backlog,
      forecast: settings.forecast,
    };
  }
}

export const autoscaler = defineKind<typeof params, Autoscaler>({
  kind: 'autoscaler',
  summary: 'Runs as many replicas of a server as its policy asks for.',
  caveats: {
    assumes: 'It sees metrics as late as it is told to, and every replica it starts is like the others.',
    leavesOut: 'Several metrics at once, machines that fail, minimum billing times, spot prices.',
  },
  tier: 'control',
  params,
  live: ['policy', 'min', 'max', 'target', 'average', 'tolerance', 'cooldown', 'backlog'],
  metrics,
  replicas: () => 1,
  targets: ({ scales }) => [scales],
  refusals,
  build: (place, settings, world) => new Autoscaler(place, settings, world),
  reconfigure: (component, settings) => component.configure(settings),
});
