/** How a pool is set, in engine units. */
export interface PoolSettings {
  /** Cores of one machine. */
  readonly cores: number;
  readonly min: number;
  readonly max: number;
  readonly costPerHour: number;
  /** Seconds that a machine stays when nothing runs on it. */
  readonly idle: number;
}

/** A machine: which it is, how many replicas have a place on it, and whether it is there yet. */
interface Machine {
  isReady: boolean;
  readyAt: number;
  places: number;
  /** When the last replica left it; meaningless while there are any. */
  emptySince: number;
}

/** What a replica gets when it asks for a place. */
export interface Seat {
  /** Number of the machine; −1 when there is none and none may be added. */
  readonly machine: number;
  readonly isReady: boolean;
  /** Whether that machine was ordered for it just now. */
  readonly isOrdered: boolean;
}

/**
 * Machines of one size that replicas are packed on: first fit, the machine with the lowest number that has room. A new
 * one is ordered when none has; one that has been empty for a while is given back. Billed from the order on.
 *
 * Left out: machines that fail, several sizes, moving replicas to empty a machine, and everything but cores.
 */
export class NodePool {
  private readonly settings: PoolSettings;
  private readonly perMachine: number;
  /** By number; null for one that was given back. */
  private readonly machines: (Machine | null)[] = [];
  private count = 0;
  private machineSeconds = 0;
  private countedAt = 0;

  /** @param cores of one replica, no more than a machine has. */
  constructor(settings: PoolSettings, cores: number) {
    this.settings = settings;
    this.perMachine = Math.floor(settings.cores / cores);
  }

  /** Makes room for so many replicas that are there from the start. */
  begin(replicas: number): void {
    const needed = Math.ceil(replicas / this.perMachine);
    for (let i = 0; i < Math.max(needed, this.settings.min); i++) this.order(0, 0, true);
  }

  take(now: number, provisioning: () => number): Seat {
    const { perMachine, settings } = this;
    let machine = this.findRoom((one) => one.isReady && one.places < perMachine);
    if (machine < 0) machine = this.findRoom(({ places }) => places < perMachine);
    const isOrdered = machine < 0;
    if (isOrdered) {
      if (this.count >= settings.max) return { machine: -1, isReady: false, isOrdered: false };
      machine = this.order(now, now + provisioning(), false);
    }
    const found = this.machines[machine]!;
    found.places++;
    return { machine, isReady: found.isReady, isOrdered };
  }

  /** @returns whether the machine is empty now. */
  leave(machine: number, now: number): boolean {
    const found = this.machines[machine]!;
    found.emptySince = now;
    return --found.places === 0;
  }

  /** When a machine is there, or was; in seconds of the run. */
  readyAt(machine: number): number {
    return this.machines[machine]!.readyAt;
  }

  isReady(machine: number): boolean {
    return this.machines[machine]!.isReady;
  }

  /** @returns false for news of a machine that was given back before it came. */
  arrived(machine: number, now: number): boolean {
    const found = this.machines[machine];
    if (found === null || found.isReady || found.readyAt > now) return false;
    found.isReady = true;
    found.emptySince = now;
    return true;
  }

  /** Gives a machine back if it has been empty long enough and is one too many. */
  tidy(machine: number, now: number): void {
    const found = this.machines[machine];
    const { idle, min } = this.settings;
    if (found === null || found.places > 0 || found.emptySince + idle > now + 1e-9) return;
    if (this.count <= min) return;
    this.account(now);
    this.machines[machine] = null;
    this.count--;
  }

  /** Numbers of the machines there are, on their way or not. */
  get numbers(): number[] {
    return this.machines.flatMap((machine, number) => (machine === null ? [] : [number]));
  }

  /** Machine · seconds up to `now`. */
  area(now: number): number {
    return this.machineSeconds + this.count * (now - this.countedAt);
  }

  cost(now: number): number {
    return (this.area(now) * this.settings.costPerHour) / 3600;
  }

  private findRoom(test: (machine: Machine) => boolean): number {
    return this.machines.findIndex((machine) => machine !== null && test(machine));
  }

  private order(now: number, readyAt: number, isReady: boolean): number {
    this.account(now);
    this.count++;
    const machine = { isReady, readyAt, places: 0, emptySince: now };
    const gap = this.machines.indexOf(null);
    if (gap < 0) return this.machines.push(machine) - 1;
    this.machines[gap] = machine;
    return gap;
  }

  private account(now: number): void {
    this.machineSeconds = this.area(now);
    this.countedAt = now;
  }
}
