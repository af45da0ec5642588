import * as z from 'zod';
import type { Address } from '../../kernel/component.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { constant } from '../../random/distributions.ts';
import { callRefusals } from '../calling/call-refusals.ts';
import { CALL_SETTINGS } from '../calling/call-settings.ts';
import { defineKind } from '../define.ts';
import { count, duration, durationDistribution } from '../fields.ts';
import type { Place } from '../place.ts';
import { keyedStreamOf, type World } from '../world.ts';
import { Client, type ClientComponent, FIRST_CLIENT_TIMER } from './client.ts';
import { clientMetrics } from './client-metrics.ts';
import { clientParams } from './client-settings.ts';
import { OPENER_NOTE } from '../request-rows.ts';

const THINK = FIRST_CLIENT_TIMER;
/** Numbers of one user's requests: user · 2³¹ + how many it made before. So they keep their luck. */
const PER_USER = 2_147_483_648;

const params = z.strictObject({
  ...clientParams,
  users: count({
    label: 'Users',
    help: 'People who use the system at the same time.',
    min: 0,
    max: 1_000_000,
  }),
  think: durationDistribution({
    label: 'Think time',
    help: 'From an answer to the same user’s next request.',
  }).default(constant(1)),
  rampUp: duration({ label: 'Ramp-up', help: 'Time over which the users begin, evenly.' }).default(0),
});

type Settings = z.output<typeof params>;

/**
 * Closed-loop traffic: each user has one request open at most, and thinks before the next. The load adapts
 * to the speed of the system, which is why closed-loop benchmarks flatter slow ones. With one FIFO server
 * and exponential times it is the machine repair model M/M/1//N.
 */
export class Users implements ClientComponent {
  readonly id: string;
  readonly client: Client;
  private readonly address: Address;
  private readonly world: World;
  private readonly thinking: KeyedRandom;
  private settings: Settings;
  /** Requests made so far, per user. */
  private readonly made: number[] = [];
  /** Users that have left take no further turn. */
  private readonly active: boolean[] = [];

  constructor(place: Place, settings: Settings, world: World) {
    this.id = place.id;
    this.address = place.address;
    this.world = world;
    this.settings = settings;
    const { requests } = world;
    this.client = new Client(place, settings, world, (row) => this.goOn(requests.words[row + OPENER_NOTE]));
    this.thinking = keyedStreamOf(world, `${place.id}/think`);
  }

  start(): void {
    this.client.start();
    this.join(this.settings.rampUp);
  }

  crash(abrupt: boolean): void {
    this.client.crash(abrupt);
    this.active.fill(false);
  }

  restart(): void {
    this.join(0);
  }

  on(op: number, a: number, b: number): void {
    if (op === THINK) this.request(a);
    else this.client.on(op, a, b);
  }

  /** More users join at once; users too many leave when their request has ended. */
  configure(settings: Settings): void {
    this.settings = settings;
    this.client.configure(settings);
    if (this.client.isUp) this.join(0);
  }

  private join(over: number): void {
    const { users } = this.settings;
    for (let user = 0; user < users; user++) {
      if (this.active[user]) continue;
      this.active[user] = true;
      this.made[user] ??= 0;
      this.think(user, (over * user) / users);
    }
  }

  private goOn(user: number): void {
    if (user < this.settings.users) this.think(user, 0);
    else this.active[user] = false;
  }

  private think(user: number, extra: number): void {
    const time = this.settings.think.sample(this.thinking.rekey(user * PER_USER + this.made[user]));
    this.world.simulation.timer(this.address, extra + time, THINK, user);
  }

  private request(user: number): void {
    if (user >= this.settings.users) {
      this.active[user] = false;
      return;
    }
    this.client.issue(user * PER_USER + this.made[user]++, user);
  }
}

export const users = defineKind({
  kind: 'users',
  summary: 'Closed-loop users: each waits for its answer and thinks before it asks again.',
  caveats: {
    assumes:
      'Each user has at most one request under way, so a slow system is asked less: load falls when it should hurt.',
    leavesOut: 'Sessions, several requests at once, users who lose patience.',
  },
  tier: 'client',
  params,
  live: ['users', 'think', ...CALL_SETTINGS, 'usefulWithin'],
  metrics: clientMetrics,
  refusals: callRefusals,
  replicas: () => 1,
  targets: ({ target }) => [target],
  build: (place, settings, world): ClientComponent => new Users(place, settings, world),
  reconfigure: (component, settings) => (component as Users).configure(settings),
});
