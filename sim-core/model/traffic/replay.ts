import * as z from 'zod';
import type { Address } from '../../kernel/component.ts';
import { defineKind } from '../define.ts';
import { fileName, flag, plain } from '../fields.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { isAccessLog, readAccessLog } from './access-log.ts';
import { Client, clientMetrics, clientParams, type ClientComponent, FIRST_CLIENT_TIMER } from './client.ts';
import { readTrace, type Reading, type TraceEntry } from './data-file.ts';

const ARRIVAL = FIRST_CLIENT_TIMER;

const params = z.strictObject({
  ...clientParams,
  data: fileName({
    label: 'Data',
    help: 'Name of a file beside the scenario: an access log (common or combined format), or a CSV with the column seconds and, if you like, key and bytes.',
  }),
  timeScale: plain({
    label: 'Time scale',
    help: 'Seconds of the run per second of the file; 0.001 plays it a thousand times faster.',
    min: 1e-9,
    max: 1e9,
  }).default(1),
  repeat: flag({ label: 'Repeat', help: 'Begin again when the file is at its end.' }).default(false),
});

type Settings = z.output<typeof params>;

/**
 * Real traffic again: requests arrive when they did in a recording, with its keys and answer sizes; what
 * the recording does not tell (work, operation) comes from the request class. Users who would have waited
 * or gone away are not modelled: the recording goes on whatever happens.
 */
export class Replay implements ClientComponent {
  readonly id: string;
  readonly client: Client;
  readonly reading: Reading<TraceEntry>;
  private readonly address: Address;
  private readonly world: World;
  private readonly settings: Settings;
  private readonly period: number;

  constructor(place: Place, settings: Settings, world: World) {
    this.id = place.id;
    this.address = place.address;
    this.world = world;
    this.settings = settings;
    this.client = new Client(place, settings, world);
    const file = world.files.get(settings.data) ?? '';
    this.reading = isAccessLog(file) ? readAccessLog(file) : readTrace(file);
    const { steps } = this.reading;
    // One mean gap after the last request, the first comes again.
    const length = steps.length === 0 ? 0 : steps[steps.length - 1].at;
    this.period = steps.length < 2 ? length + 1 : (length * steps.length) / (steps.length - 1);
  }

  start(): void {
    this.client.start();
    this.plan(0);
  }

  crash(): void {
    this.client.crash();
  }

  /** Goes on with the first request that is still to come. */
  restart(): void {
    let number = 0;
    while (this.timeOf(number) < this.world.simulation.now) number++;
    this.plan(number);
  }

  on(op: number, a: number, b: number): void {
    if (op !== ARRIVAL) this.client.on(op, a, b);
    else {
      const { key, bytes } = this.reading.steps[a % this.reading.steps.length];
      this.client.issue(a, 0, { key, replySize: bytes });
      this.plan(a + 1);
    }
  }

  configure(settings: Settings): void {
    this.client.configure(settings);
  }

  private plan(number: number): void {
    const at = this.timeOf(number);
    const { simulation } = this.world;
    if (at !== Infinity) simulation.timer(this.address, Math.max(0, at - simulation.now), ARRIVAL, number);
  }

  /** When request `number` arrives; Infinity if there is none. */
  private timeOf(number: number): number {
    const { steps } = this.reading;
    if (steps.length === 0 || (number >= steps.length && !this.settings.repeat)) return Infinity;
    const rounds = Math.floor(number / steps.length);
    return (rounds * this.period + steps[number % steps.length].at) * this.settings.timeScale;
  }
}

export const replay = defineKind({
  kind: 'replay',
  summary: 'Replays a recording: an access log or a list of times.',
  tier: 'client',
  params,
  live: ['timeout', 'retry', 'usefulWithin'],
  metrics: clientMetrics,
  replicas: () => 1,
  targets: ({ target }) => [target],
  build: (place, settings, world): ClientComponent => new Replay(place, settings, world),
  reconfigure: (component, settings) => (component as Replay).configure(settings),
});
