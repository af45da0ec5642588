import type { Address } from '../../kernel/component.ts';
import { Outlet } from '../network/outlet.ts';
import { KIND, OPENER_NOTE, PARENT } from '../request-rows.ts';
import { NO_REQUEST, WRITE, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import type { World } from '../world.ts';

/** Note of a row that carries a dead letter. */
export const DEAD_LETTER = -2;

/** Sends dead letters on. Whether one gets there is not waited for, as with RabbitMQ's classic queues, but counted. */
export class DeadLetters {
  lost = 0;
  private readonly world: World;
  private readonly address: Address;
  private readonly outlet: Outlet;

  constructor(world: World, address: Address, target: string) {
    this.world = world;
    this.address = address;
    this.outlet = new Outlet(world, address, target);
  }

  /** @param job whose traits the letter has. */
  send(job: RequestHandle): void {
    const { requests } = this.world;
    const letter = requests.open(this.address, job, 0);
    const row = requests.rowOf(letter);
    requests.words[row + KIND] = WRITE;
    requests.words[row + PARENT] = NO_REQUEST;
    requests.words[row + OPENER_NOTE] = DEAD_LETTER;
    if (!this.outlet.send(letter)) this.answered(row, status.NO_LEADER);
  }

  answered(row: number, result: number): void {
    if (result !== status.OK) this.lost++;
    this.world.requests.close(row, result);
  }
}
