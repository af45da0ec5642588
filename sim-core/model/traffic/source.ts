import * as z from 'zod';
import type { Address } from '../../kernel/component.ts';
import type { EventHandle } from '../../kernel/event-queue.ts';
import type { Random } from '../../random/generator.ts';
import { standardExponential } from '../../random/ziggurat.ts';
import { callRefusals } from '../calling/call-refusals.ts';
import { CALL_SETTINGS } from '../calling/call-settings.ts';
import { defineKind } from '../define.ts';
import { oneOf, plain } from '../fields.ts';
import type { Place } from '../place.ts';
import { streamOf, type World } from '../world.ts';
import { Client, type ClientComponent, FIRST_CLIENT_TIMER } from './client.ts';
import { clientMetrics } from './client-metrics.ts';
import { clientParams } from './client-settings.ts';
import { curveOf, rateParam } from './profiles.ts';
import type { RateCurve } from './rate-curve.ts';

const ARRIVAL = FIRST_CLIENT_TIMER;

const ARRIVALS = [
  { name: 'poisson', summary: 'At random, independent of each other.' },
  { name: 'constant', summary: 'Evenly spaced.' },
] as const;

const params = z.strictObject({
  ...clientParams,
  rate: rateParam,
  scale: plain({ label: 'Load', help: 'Multiplies the rate.', min: 0, max: 1e6 }).default(1),
  arrivals: oneOf(ARRIVALS, { label: 'Arrivals', help: 'How requests are spread in time.' }).default(
    'poisson',
  ),
});

type Settings = z.output<typeof params>;

/**
 * Open traffic: requests arrive whether or not earlier ones were answered, as from very many users. The
 * arrivals depend on rate and seed only: no answer, timeout or retry moves them.
 */
export class Source implements ClientComponent {
  readonly id: string;
  readonly client: Client;
  private readonly address: Address;
  private readonly world: World;
  private readonly gaps: Random;
  private settings: Settings;
  private curve: RateCurve;
  /** Area of the curve at which the next request arrives. */
  private due = 0;
  private timer: EventHandle = 0;

  constructor(place: Place, settings: Settings, world: World) {
    this.id = place.id;
    this.address = place.address;
    this.world = world;
    this.settings = settings;
    this.client = new Client(place, settings, world);
    this.gaps = streamOf(world, `${place.id}/arrivals`);
    this.curve = this.curveFor(settings);
  }

  start(): void {
    this.client.start();
    this.due = this.curve.area(this.world.simulation.now);
    this.plan();
  }

  crash(abrupt: boolean): void {
    this.client.crash(abrupt);
  }

  restart(): void {
    this.due = this.curve.area(this.world.simulation.now);
    this.plan();
  }

  on(op: number, a: number, b: number): void {
    if (op !== ARRIVAL) this.client.on(op, a, b);
    else {
      this.client.issue(this.client.offered);
      this.plan();
    }
  }

  /** A new rate holds at once: what was drawn for the next gap stays, only its length changes. */
  configure(settings: Settings): void {
    const { simulation } = this.world;
    const left = this.due - this.curve.area(simulation.now);
    this.settings = settings;
    this.client.configure(settings);
    this.curve = this.curveFor(settings);
    this.due = this.curve.area(simulation.now) + left;
    simulation.cancel(this.timer);
    if (this.client.isUp) this.schedule();
  }

  private plan(): void {
    this.due += this.settings.arrivals === 'poisson' ? standardExponential(this.gaps) : 1;
    this.schedule();
  }

  private schedule(): void {
    const { simulation } = this.world;
    const delay = this.curve.timeOf(this.due) - simulation.now;
    if (delay !== Infinity) this.timer = simulation.timer(this.address, Math.max(0, delay), ARRIVAL);
  }

  private curveFor({ rate, scale }: Settings): RateCurve {
    return curveOf(rate, scale, this.world.files);
  }
}

export const source = defineKind({
  kind: 'source',
  summary: 'Open traffic: requests arrive at a rate, however the system copes.',
  caveats: {
    assumes:
      'Requests are independent of each other and of the answers: there are very many users, and none of them waits for anything before asking.',
    leavesOut: 'Sessions, users who lose patience, arrivals that come in bursts beyond what the rate says.',
  },
  tier: 'client',
  params,
  live: ['rate', 'scale', ...CALL_SETTINGS, 'usefulWithin'],
  metrics: clientMetrics,
  refusals: callRefusals,
  replicas: () => 1,
  targets: ({ target }) => [target],
  build: (place, settings, world): ClientComponent => new Source(place, settings, world),
  reconfigure: (component, settings) => (component as Source).configure(settings),
});
