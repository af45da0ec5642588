import * as z from 'zod';
import type { Address } from '../../kernel/component.ts';
import type { Random } from '../../random/generator.ts';
import { standardExponential } from '../../random/ziggurat.ts';
import { callRefusals } from '../calling/call-refusals.ts';
import { CALL_SETTINGS } from '../calling/call-settings.ts';
import { defineKind } from '../define.ts';
import { durationDistribution, group, oneOf, plain } from '../fields.ts';
import type { Place } from '../place.ts';
import { streamOf, type World } from '../world.ts';
import { Client, type ClientComponent, FIRST_CLIENT_TIMER } from './client.ts';
import { clientMetrics } from './client-metrics.ts';
import { clientParams } from './client-settings.ts';
import { curveOf, rateParam } from './profiles.ts';
import type { RateCurve } from './rate-curve.ts';

const ARRIVAL = FIRST_CLIENT_TIMER;
/** The next one of a burst. */
const FOLLOWER = FIRST_CLIENT_TIMER + 1;

const ARRIVALS = [
  { name: 'poisson', summary: 'At random, independent of each other.' },
  { name: 'constant', summary: 'Evenly spaced.' },
] as const;

const bursts = group(
  {
    size: plain({
      label: 'Size',
      help: 'Mean number of requests in a burst, geometric.',
      min: 1,
      max: 10_000,
    }),
    spacing: durationDistribution({
      label: 'Spacing',
      help: 'Time from one request of a burst to its next one.',
    }),
  },
  {
    label: 'Bursts',
    help: 'Each arrival of the rate’s process brings more requests behind it, as a page brings its pictures. The rate stays that of all requests.',
  },
).optional();

const params = z.strictObject({
  ...clientParams,
  rate: rateParam,
  scale: plain({ label: 'Load', help: 'Multiplies the rate.', min: 0, max: 1e6 }).default(1),
  arrivals: oneOf(ARRIVALS, { label: 'Arrivals', help: 'How requests are spread in time.' }).default(
    'poisson',
  ),
  bursts,
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
  private readonly followers: Random;
  private settings: Settings;
  private curve: RateCurve;
  /** Area of the curve at which the next request arrives. */
  private due = 0;
  private timer = 0;

  constructor(place: Place, settings: Settings, world: World) {
    this.id = place.id;
    this.address = place.address;
    this.world = world;
    this.settings = settings;
    this.client = new Client(place, settings, world);
    this.gaps = streamOf(world, `${place.id}/arrivals`);
    this.followers = streamOf(world, `${place.id}/bursts`);
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
    if (op === ARRIVAL || op === FOLLOWER) {
      this.client.issue(this.client.offered);
      this.follow();
      if (op === ARRIVAL) this.plan();
    } else this.client.on(op, a, b);
  }

  /** A new rate holds at once: what was drawn for the next gap stays, only its length changes. */
  configure(settings: Settings): void {
    const { simulation } = this.world;
    const left = this.due - this.curve.area(simulation.now);
    this.settings = settings;
    this.client.configure(settings);
    this.curve = this.curveFor(settings);
    this.due = this.curve.area(simulation.now) + left;
    simulation.cancelDue(this.timer, this.address, ARRIVAL, 0, 0);
    if (this.client.isUp) this.schedule();
  }

  private plan(): void {
    const { arrivals, bursts: burst } = this.settings;
    const gap = arrivals === 'poisson' ? standardExponential(this.gaps) : 1;
    this.due += burst === undefined ? gap : gap * burst.size;
    this.schedule();
  }

  private schedule(): void {
    const { simulation } = this.world;
    const delay = this.curve.timeOf(this.due) - simulation.now;
    if (delay !== Infinity)
      this.timer = simulation.after(Math.max(0, delay)).timerDue(this.address, ARRIVAL, 0, 0);
  }

  /** A burst has no memory: after each of its requests the chance of another one is the same. */
  private follow(): void {
    const { bursts: burst } = this.settings;
    if (burst === undefined || this.followers.next() >= 1 - 1 / burst.size) return;
    this.world.simulation.timer(this.address, burst.spacing.sample(this.followers), FOLLOWER);
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
    leavesOut: 'Sessions, users who lose patience, rhythms beyond what rate and bursts say.',
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
