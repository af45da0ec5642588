import type { Place } from '../place.ts';
import { formatQuantity } from '../units.ts';
import type { World } from '../world.ts';

/** What the guard needs to know. */
export interface MemoryRules {
  /** Bytes; Infinity for no limit. */
  readonly limit: number;
  /** Bytes per request that are never freed. */
  readonly leak: number;
  /** Seconds from the kill to the next start. */
  readonly restartAfter: number;
}

/**
 * Kills the process when it uses more memory than it may, as the out-of-memory killer of a Linux control group does
 * (`memory.max` of cgroup v2) where nothing can be reclaimed and there is no swap; a supervisor starts it again after a
 * while. What it held is reset, and what had leaked is free again.
 *
 * Left out: slowing down and reclaiming before the limit (`memory.high`), back-off between restarts.
 */
export class MemoryGuard {
  /** Bytes that requests left behind. */
  leaked = 0;
  kills = 0;
  readonly rules: MemoryRules;
  private readonly world: World;
  private readonly place: Place;
  private readonly op: number;

  /** @param op timer that starts the process again. */
  constructor(rules: MemoryRules, world: World, place: Place, op: number) {
    this.rules = rules;
    this.world = world;
    this.place = place;
    this.op = op;
  }

  requestArrived(): void {
    this.leaked += this.rules.leak;
  }

  /** @param inUse bytes. */
  check(inUse: number): void {
    if (inUse <= this.rules.limit) return;
    const { simulation, moments, processes } = this.world;
    const { address, id } = this.place;
    this.kills++;
    moments.note(simulation.now, 'out-of-memory', id, {
      used: formatQuantity('bytes', inUse),
      limit: formatQuantity('bytes', this.rules.limit),
    });
    processes.kill(address, this);
    simulation.timer(address, this.rules.restartAfter, this.op);
  }

  revive(): void {
    this.world.processes.revive(this.place.address, this);
  }

  crashed(): void {
    this.leaked = 0;
  }
}
