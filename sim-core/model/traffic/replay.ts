import * as z from 'zod';
import type { Address } from '../../kernel/component.ts';
import { callRefusals } from '../calling/call-refusals.ts';
import { CALL_SETTINGS } from '../calling/call-settings.ts';
import { defineKind } from '../define.ts';
import { count, fileName, flag, plain } from '../fields.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { Client, type ClientComponent, FIRST_CLIENT_TIMER } from './client.ts';
import { clientMetrics } from './client-metrics.ts';
import { clientParams } from './client-settings.ts';
import { checkRequests, readRequests } from './data-check.ts';
import type { Recorded } from './luck.ts';

const ARRIVAL = FIRST_CLIENT_TIMER;

const params = z.strictObject({
  ...clientParams,
  data: fileName(
    {
      label: 'Data',
      help: 'Name of a file beside the scenario: an access log (common or combined format), or a CSV with the column seconds and, if you like, key, bytes and class.',
    },
    checkRequests,
  ),
  timeScale: plain({
    label: 'Time scale',
    help: 'Seconds of the run per second of the file; 0.001 plays it a thousand times faster.',
    min: 1e-9,
    max: 1e9,
  }).default(1),
  limit: count({
    label: 'Limit',
    help: 'Most requests that are taken from the file, counted from its first; without it, all of them.',
    min: 1,
  }).optional(),
  repeat: flag({ label: 'Repeat', help: 'Begin again when the recording is at its end.' }).default(false),
});

type Settings = z.output<typeof params>;

/** A request of the recording with the time it came at, in seconds of the recording. */
interface Step extends Recorded {
  readonly at: number;
}

/**
 * Real traffic again: requests arrive when they did in a recording, with its keys, answer sizes and classes;
 * what the recording does not tell (work, operation) comes from the request class. Users who would have
 * waited or gone away are not modelled: the recording goes on whatever happens.
 */
export class Replay implements ClientComponent {
  readonly id: string;
  readonly client: Client;
  private readonly address: Address;
  private readonly world: World;
  private readonly steps: readonly Step[];
  /** Seconds of the run per second of the recording. */
  private readonly scale: number;
  /** Seconds of the recording after which it begins again; Infinity if it does not. */
  private readonly period: number;

  constructor(place: Place, settings: Settings, world: World) {
    this.id = place.id;
    this.address = place.address;
    this.world = world;
    this.client = new Client(place, settings, world);
    this.steps = this.stepsOf(settings);
    this.scale = settings.timeScale;
    this.period = settings.repeat ? periodOf(this.steps) : Infinity;
  }

  start(): void {
    this.client.start();
    this.plan(0);
  }

  crash(abrupt: boolean): void {
    this.client.crash(abrupt);
  }

  /** Goes on with the first request that is still to come; those that would have come meanwhile do not. */
  restart(): void {
    const { now } = this.world.simulation;
    let number = Math.floor(now / (this.period * this.scale)) * this.steps.length;
    while (this.timeOf(number) < now) number++;
    this.plan(number);
  }

  on(op: number, a: number, b: number): void {
    if (op !== ARRIVAL) this.client.on(op, a, b);
    else {
      this.client.issue(a, 0, this.steps[a % this.steps.length]);
      this.plan(a + 1);
    }
  }

  configure(settings: Settings): void {
    this.client.configure(settings);
  }

  private stepsOf({ data, limit }: Settings): Step[] {
    const { entries } = readRequests(this.world.files.get(data) ?? '');
    const { names } = this.client.table;
    return entries
      .slice(0, limit)
      .map(({ at, key, bytes, class: name }) => ({ at, key, bytes, which: names.indexOf(name) }));
  }

  private plan(number: number): void {
    const at = this.timeOf(number);
    const { simulation } = this.world;
    if (at !== Infinity) simulation.timer(this.address, Math.max(0, at - simulation.now), ARRIVAL, number);
  }

  /** When request `number` arrives, in seconds of the run; Infinity if there is none. */
  private timeOf(number: number): number {
    const { steps, period } = this;
    const round = Math.floor(number / steps.length);
    if (steps.length === 0 || (round > 0 && period === Infinity)) return Infinity;
    const start = round === 0 ? 0 : round * period;
    return (start + steps[number % steps.length].at) * this.scale;
  }
}

/** One mean gap behind the last request, the first comes again. */
function periodOf(steps: readonly Step[]): number {
  const length = steps.length === 0 ? 0 : steps[steps.length - 1].at;
  return length === 0 ? 1 : (length * steps.length) / (steps.length - 1);
}

export const replay = defineKind({
  kind: 'replay',
  summary: 'Replays a recording: an access log or a list of times.',
  caveats: {
    assumes:
      'The recording goes on whatever happens to the system; within a second its requests are spread evenly where it tells whole seconds only.',
    leavesOut: 'Users who would have waited, gone away or come again because of what they saw.',
  },
  tier: 'client',
  params,
  live: [...CALL_SETTINGS, 'usefulWithin'],
  metrics: clientMetrics,
  refusals: callRefusals,
  replicas: () => 1,
  targets: ({ target }) => [target],
  build: (place, settings, world): ClientComponent => new Replay(place, settings, world),
  reconfigure: (component, settings) => (component as Replay).configure(settings),
});
