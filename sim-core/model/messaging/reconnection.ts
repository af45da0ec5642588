import type { Address } from '../../kernel/component.ts';
import type { Link } from '../network/link.ts';
import { CLASS, KEY, KIND, LUCK, OPENER_NOTE, REPLY_SIZE, SIZE, WORK } from '../request-rows.ts';
import { CHECK, NO_REQUEST, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import type { World } from '../world.ts';

/** Bytes of a question and of its answer. */
const SIZE_OF_CHECK = 200;

/**
 * Workers that have lost their connection, and try to get it again at equal intervals. In truth they open it; here the
 * queue sends them a question, which needs a live process at both ends and a way between them just as well.
 */
export class Reconnection {
  private readonly world: World;
  private readonly address: Address;
  private readonly links: readonly Link[];
  private readonly op: number;
  private readonly connected: (worker: number) => void;
  /** Those with a timer running. */
  private readonly trying = new Set<number>();
  private readonly asked = new Map<number, RequestHandle>();

  /** @param op of the timer that says that a worker should try. @param connected told who has come back. */
  constructor(
    world: World,
    address: Address,
    links: readonly Link[],
    op: number,
    connected: (worker: number) => void,
  ) {
    this.world = world;
    this.address = address;
    this.links = links;
    this.op = op;
    this.connected = connected;
  }

  /** The worker's connection is gone. @param interval seconds from one try to the next. */
  lost(worker: number, interval: number): void {
    if (this.trying.has(worker)) return;
    this.trying.add(worker);
    this.world.simulation.timer(this.address, interval, this.op, worker);
  }

  /** The timer has fired. @param isWanted whether the worker is in service and has no connection. */
  due(worker: number, isWanted: boolean, interval: number): void {
    const { requests, simulation } = this.world;
    if (!isWanted) {
      this.trying.delete(worker);
      return;
    }
    const before = requests.ifLive(this.asked.get(worker) ?? NO_REQUEST);
    // A question that waits in the worker's queue will be answered; one that is lost will not.
    if (before < 0 || !requests.isCarried(before)) {
      if (before >= 0) requests.close(before, status.TIMEOUT);
      this.ask(worker);
    }
    simulation.timer(this.address, interval, this.op, worker);
  }

  /** An answer to a question. */
  answered(row: number, result: number): void {
    const { requests } = this.world;
    const worker = requests.words[row + OPENER_NOTE];
    this.asked.delete(worker);
    requests.close(row, result);
    if (result !== status.REFUSED && result !== status.RESET) this.connected(worker);
  }

  /** The queue died; its timers died with it. */
  crash(): void {
    this.trying.clear();
    this.asked.clear();
  }

  private ask(worker: number): void {
    const { requests, network } = this.world;
    const handle = requests.open(this.address, NO_REQUEST, 0);
    const row = requests.rowOf(handle);
    requests.words[row + KIND] = CHECK;
    requests.words[row + OPENER_NOTE] = worker;
    for (const column of [LUCK, KEY, WORK, CLASS]) requests.floats[row + column] = 0;
    requests.floats[row + SIZE] = requests.floats[row + REPLY_SIZE] = SIZE_OF_CHECK;
    this.asked.set(worker, handle);
    network.send(this.links[worker], handle);
  }
}
