import * as z from 'zod';
import type { Address, Component } from '../../sim-core/kernel/component.ts';
import { Simulation } from '../../sim-core/kernel/simulation.ts';
import type { Kind } from '../../sim-core/model/define.ts';
import { Knobs } from '../../sim-core/model/knobs.ts';
import { Moments } from '../../sim-core/model/moments.ts';
import { PERFECT_LINK, type LinkSpec } from '../../sim-core/model/network/link.ts';
import { Network } from '../../sim-core/model/network/network.ts';
import { FIRST_TIMER, REQUEST } from '../../sim-core/model/op.ts';
import type { Place } from '../../sim-core/model/place.ts';
import {
  ATTEMPT,
  CLASS,
  KEY,
  KIND,
  LUCK,
  REPLY_SIZE,
  SIZE,
  STATE,
  WORK,
} from '../../sim-core/model/request-rows.ts';
import { Requests } from '../../sim-core/model/requests.ts';
import { OK } from '../../sim-core/model/status.ts';
import type { Client, ClientComponent } from '../../sim-core/model/traffic/client.ts';
import { replay } from '../../sim-core/model/traffic/replay.ts';
import { source } from '../../sim-core/model/traffic/source.ts';
import { users } from '../../sim-core/model/traffic/users.ts';
import type { World } from '../../sim-core/model/world.ts';

/** How the echo answers its n-th attempt (from 1): after how long, and with what status. */
export type Answer = (n: number, seen: Seen) => { after: number; status?: number };

/** What one attempt was like when it reached the echo. */
export interface Seen {
  readonly at: number;
  readonly attempt: number;
  readonly key: number;
  readonly work: number;
  readonly size: number;
  readonly replySize: number;
  readonly class: number;
  readonly kind: number;
  readonly luck: number;
}

const DONE = FIRST_TIMER;

/** Answers everything as it is told to, without a queue. */
class Echo implements Component {
  readonly id = 'echo';
  readonly seen: Seen[] = [];
  private readonly world: World;
  private readonly answer: Answer;

  constructor(world: World, answer: Answer) {
    this.world = world;
    this.answer = answer;
  }

  on(op: number, a: number, b: number): void {
    if (op === REQUEST) this.received(a);
    else if (op === DONE) this.world.network.reply(a, b);
  }

  private received(handle: number): void {
    const { requests: r, simulation } = this.world;
    const row = r.rowOf(handle);
    this.seen.push({
      at: simulation.now,
      attempt: r.words[row + ATTEMPT],
      key: r.floats[row + KEY],
      work: r.floats[row + WORK],
      size: r.floats[row + SIZE],
      replySize: r.floats[row + REPLY_SIZE],
      class: r.floats[row + CLASS],
      kind: r.words[row + KIND],
      luck: r.floats[row + LUCK],
    });
    r.words[row + STATE] = 2;
    const { after, status = OK } = this.answer(this.seen.length, this.seen[this.seen.length - 1]);
    simulation.timer(ECHO, after, DONE, handle, status);
  }
}

const CLIENT: Address = 0;
const ECHO: Address = 1;

export interface Options {
  readonly seed?: number;
  readonly duration?: number;
  readonly answer?: Answer;
  readonly link?: LinkSpec;
  readonly files?: Readonly<Record<string, string>>;
}

/** A client `c` and an echo, and nothing else. */
export class Bench {
  readonly world: World;
  readonly client: Client;
  readonly knobs: Knobs;
  private readonly kind: Kind;
  private readonly echo: Echo;
  private readonly component: ClientComponent;
  private settings: Record<string, unknown>;

  constructor(kind: string, settings: Record<string, unknown>, options: Options = {}) {
    this.kind = KINDS[kind];
    this.settings = { target: 'echo', ...settings };
    this.knobs = new Knobs();
    this.world = emptyWorld(options, this.knobs);
    this.component = this.kind.build(this.world.places[CLIENT], this.parsed(), this.world) as ClientComponent;
    this.client = this.component.client;
    this.echo = new Echo(this.world, options.answer ?? (() => ({ after: 0 })));
    this.world.simulation.add(this.component);
    this.world.simulation.add(this.echo);
    this.world.simulation.start();
  }

  get seen(): readonly Seen[] {
    return this.echo.seen;
  }

  get times(): number[] {
    return this.seen.map(({ at }) => at);
  }

  /** Goes on to `until`; the sums must hold there. */
  to(until: number): this {
    this.world.simulation.advance(until);
    const { offered, completed, failed, inFlight } = this.client;
    if (offered !== completed + failed + inFlight) throw new Error('requests lost or made');
    return this;
  }

  change(settings: Record<string, unknown>): this {
    this.settings = { ...this.settings, ...settings };
    this.kind.reconfigure(this.component, this.parsed());
    return this;
  }

  private parsed(): Record<string, unknown> {
    return z.parse(this.kind.params, this.settings);
  }
}

const KINDS = { source, users, replay } as unknown as Record<string, Kind>;

function emptyWorld(
  { seed = 1, duration = 1000, link = PERFECT_LINK, files = {} }: Options,
  knobs: Knobs,
): World {
  const simulation = new Simulation({ sameInstant: 2_000_000 });
  const requests = new Requests(1_000_000, simulation);
  const places: Place[] = ['c', 'echo'].map((id, address) => ({ id, node: id, index: 0, address, zone: '' }));
  const world: World = {
    seed,
    duration,
    simulation,
    requests,
    network: new Network(simulation, requests, places, () => link, seed),
    moments: new Moments(),
    places,
    memberships: new Map(),
    tallies: new Map(),
    speeds: knobs,
    processes: knobs,
    power: knobs,
    routes: new Map([['echo', { pick: () => ECHO }]]),
    files: new Map(Object.entries(files)),
    classes: [],
    priorities: [],
  };
  knobs.world = world;
  return world;
}

/** How many values fall into each of `bins` equal parts of `from` … `to`. */
export function countsIn(values: readonly number[], from: number, to: number, bins: number): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const bin = Math.floor(((value - from) / (to - from)) * bins);
    if (bin >= 0 && bin < bins) counts[bin]++;
  }
  return counts;
}

/** Differences between neighbours. */
export function gapsOf(times: readonly number[]): number[] {
  return times.slice(1).map((time, i) => time - times[i]);
}
