import type { Address, Component } from '../kernel/component.ts';
import type { LinkFault } from './network/link.ts';
import type { FaultListener, Power, Processes, Speeds, World } from './world.ts';

/** A component whose work can be slowed down. */
export interface Worker extends Component {
  /** 1 is full speed; 0.5 takes twice as long, also for work already begun; 0 stands still. */
  setSpeed(speed: number): void;
}

/** A component whose process may take time before it serves. */
export interface Boots extends Component {
  /** A process is about to start. @returns whether it takes time; if so, `Processes.booted` is called in the end. */
  boot(): boolean;
}

/** Holds a process down while it boots. */
const BOOT = {};

/**
 * The closed set of things a fault may turn: up or down, speed, and the verdict of links. Whoever turns a
 * knob names itself (`by`), so overlapping faults add up and each takes back only its own.
 */
export class Knobs implements Speeds, Processes, Power {
  /** Given once, right after it was made: the world knows its knobs, and they know the world. */
  world!: World;
  private readonly holders = new Map<Address, Set<unknown>>();
  /** Stopped on purpose, whatever faults do. */
  private readonly stopped = new Map<Address, FaultListener>();
  private readonly slowdowns = new Map<Address, Map<unknown, number>>();

  /** @param abrupt the machine is gone without a word; otherwise only the process died and peers are told. */
  takeDown(address: Address, by: unknown, abrupt: boolean): void {
    const { simulation, network, moments, places } = this.world;
    const holders = this.holdersOf(address);
    const wasBooting = holders.delete(BOOT);
    holders.add(by);
    if (holders.size > 1) return;
    const listener = this.stopped.get(address);
    if (listener !== undefined) {
      listener.struck();
      return;
    }
    simulation.crash(address, abrupt);
    network.crashed(address, abrupt);
    if (!wasBooting) moments.note(simulation.now, 'node-down', places[address].id);
  }

  /** Starts it again unless something else still holds it down. */
  bringUp(address: Address, by: unknown): void {
    const holders = this.holdersOf(address);
    if (holders.delete(by) && holders.size === 0) this.start(address);
  }

  /** Starts it whatever held it down. */
  forceUp(address: Address): void {
    const holders = this.holdersOf(address);
    if (holders.size === 0 || (holders.size === 1 && holders.has(BOOT))) return;
    holders.clear();
    this.start(address);
  }

  kill(address: Address, by: unknown): void {
    this.takeDown(address, by, false);
  }

  revive(address: Address, by: unknown): void {
    this.bringUp(address, by);
  }

  booted(address: Address): void {
    const holders = this.holdersOf(address);
    if (holders.delete(BOOT) && holders.size === 0) this.serve(address);
  }

  stop(address: Address, listener: FaultListener): void {
    const { simulation, network } = this.world;
    this.stopped.set(address, listener);
    this.holdersOf(address).delete(BOOT);
    if (!simulation.isUp(address)) return;
    simulation.crash(address, false);
    network.crashed(address, false);
  }

  run(address: Address): void {
    if (!this.stopped.delete(address) || this.isHeld(address)) return;
    if (this.powerOn(address)) this.world.simulation.restart(address);
  }

  isHeld(address: Address): boolean {
    return this.holdersOf(address).size > 0;
  }

  /** @param factor how many times longer everything takes; at least 1 slows, below 1 would speed up; Infinity stops. */
  slow(address: Address, by: unknown, factor: number): void {
    this.slowdownsOf(address).set(by, factor);
    this.applySpeed(address);
  }

  endSlow(address: Address, by: unknown): void {
    this.slowdownsOf(address).delete(by);
    this.applySpeed(address);
  }

  addLinkFault(fault: LinkFault): void {
    this.world.network.addFault(fault);
  }

  removeLinkFault(fault: LinkFault): void {
    this.world.network.removeFault(fault);
  }

  private start(address: Address): void {
    const listener = this.stopped.get(address);
    if (listener !== undefined) listener.freed();
    else if (this.powerOn(address)) this.serve(address);
  }

  /** The machine is there; while its process boots, connections are refused. @returns whether it need not boot. */
  private powerOn(address: Address): boolean {
    const { simulation, network } = this.world;
    network.restarted(address);
    const component = simulation.components[address] as Partial<Boots>;
    if (component.boot?.() !== true) return true;
    this.holdersOf(address).add(BOOT);
    return false;
  }

  private serve(address: Address): void {
    const { simulation, moments, places } = this.world;
    simulation.restart(address);
    moments.note(simulation.now, 'node-up', places[address].id);
  }

  private applySpeed(address: Address): void {
    const component = this.world.simulation.components[address] as Partial<Worker>;
    let speed = 1;
    for (const factor of this.slowdownsOf(address).values()) speed /= factor;
    component.setSpeed?.(speed);
  }

  private holdersOf(address: Address): Set<unknown> {
    return getOrMake(this.holders, address, () => new Set<unknown>());
  }

  private slowdownsOf(address: Address): Map<unknown, number> {
    return getOrMake(this.slowdowns, address, () => new Map<unknown, number>());
  }
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
