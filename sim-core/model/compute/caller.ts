import type { Address } from '../../kernel/component.ts';
import { Outlet } from '../network/outlet.ts';
import { FIRST_TIMER } from '../op.ts';
import { CALLING, CHECK, READ, WRITE, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import type { World } from '../world.ts';
import type { Call } from './server-settings.ts';

const CALL_TIMEOUT = FIRST_TIMER;
/** The server's other timers start here. */
export const FIRST_SERVER_TIMER = FIRST_TIMER + 1;

/** Told of a request whose calls have all been answered, or of which one has failed. */
export type Called = (handle: RequestHandle, result: number) => void;

/**
 * The calls that a server makes for the requests that it holds, one after another. How many were made stands in the
 * request's `receiverNote`.
 */
export class Caller {
  private readonly address: Address;
  private readonly calls: readonly Call[];
  private readonly world: World;
  private readonly done: Called;
  private outlets: Outlet[] = [];

  constructor(address: Address, calls: readonly Call[], world: World, done: Called) {
    this.address = address;
    this.calls = calls;
    this.world = world;
    this.done = done;
  }

  start(): void {
    this.outlets = this.calls.map(({ to }) => new Outlet(this.world, this.address, to));
  }

  /** Makes the next call; when there is none left, the request is done. */
  proceed(handle: RequestHandle, row: number): void {
    const { requests } = this.world;
    const next = requests.receiverNote[row];
    if (next === this.calls.length || requests.kind[row] === CHECK) this.done(handle, status.OK);
    else {
      requests.state[row] = CALLING;
      requests.receiverNote[row] = next + 1;
      this.callOut(handle, next);
    }
  }

  calledBack(child: RequestHandle, result: number): void {
    const { requests } = this.world;
    const row = requests.rowOf(child);
    if (requests.isAwaited(row)) this.called(row, result);
    requests.drop(row);
  }

  timedOut(child: RequestHandle): void {
    const { requests } = this.world;
    const row = requests.rowOf(child);
    requests.timer[row] = 0;
    this.called(row, status.TIMEOUT);
  }

  private callOut(handle: RequestHandle, index: number): void {
    const { requests, simulation } = this.world;
    const { op, timeout } = this.calls[index];
    const child = requests.open(this.address, handle, 0, simulation.now);
    const row = requests.rowOf(child);
    if (op !== 'same') requests.kind[row] = op === 'write' ? WRITE : READ;
    if (timeout !== undefined) {
      requests.timer[row] = simulation.timerInLane(
        simulation.lane(timeout),
        this.address,
        CALL_TIMEOUT,
        child,
      );
    }
    if (!this.outlets[index].send(child)) this.called(row, status.NO_LEADER);
  }

  /** A call has ended, well or not: the request that made it goes on, or fails with it. */
  private called(row: number, result: number): void {
    const { requests, simulation } = this.world;
    if (requests.timer[row] !== 0) simulation.cancel(requests.timer[row]);
    const parent = requests.parent[row];
    requests.close(row, result);
    if (result === status.OK) this.proceed(parent, requests.rowOf(parent));
    else this.done(parent, passedOn(result));
  }
}

/** To its own caller, a server that got no answer is a bad gateway; other reasons are passed on. */
function passedOn(result: number): number {
  return result === status.TIMEOUT || result === status.RESET || result === status.REFUSED
    ? status.DOWNSTREAM
    : result;
}
