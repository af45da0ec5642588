import type { Address } from '../../kernel/component.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import type { Processor } from './processor.ts';
import type { CpuLimitSettings } from './resource-settings.ts';
import { Spell } from './spell.ts';

/** Seconds: more than rounding makes of a time within a run, less than anybody would notice. */
const NEXT_TO_NOTHING = 1e-8;

/**
 * CPU bandwidth control of a Linux control group (`cpu.max` of cgroup v2; Turner, Rao and Rao, “CPU bandwidth control
 * for CFS”, Linux Symposium 2010; Linux 6.1, Documentation/scheduler/sched-bwc.rst): in every period the tasks on all
 * cores together may run for `cores` · `period` seconds. Once that is used up all of them stand still until the next
 * period, whoever used it. Nothing is carried over.
 *
 * Periods follow each other from the start of the process. Left out: `cpu.max.burst`, and the slices of 5 ms that
 * each core takes from the quota in advance. Time that tasks stand still for another reason is not charged.
 */
export class CpuLimit {
  readonly throttled: Spell;
  private readonly settings: CpuLimitSettings;
  private readonly world: World;
  private readonly address: Address;
  private readonly cores: Processor;
  private readonly op: number;
  private startedAt = 0;
  private periodEnd = 0;
  /** Work done when the period began. */
  private usedBefore = 0;
  private timer = 0;
  private timerAt = Infinity;

  /** @param op timer that looks whether the quota is used up or the period over. */
  constructor(settings: CpuLimitSettings, world: World, place: Place, cores: Processor, op: number) {
    this.settings = settings;
    this.world = world;
    this.address = place.address;
    this.cores = cores;
    this.op = op;
    this.throttled = new Spell(world, place.address);
    cores.watcher = () => this.look();
  }

  started(): void {
    this.startedAt = this.world.simulation.now;
    this.beginPeriod();
  }

  due(): void {
    this.timerAt = Infinity;
    this.look();
  }

  crashed(): void {
    this.timerAt = Infinity;
    this.throttled.end();
  }

  /** Something may have changed: tasks, speed, or the time. */
  private look(): void {
    const { now } = this.world.simulation;
    if (now >= this.periodEnd - NEXT_TO_NOTHING) this.beginPeriod();
    else if (!this.throttled.isOn && this.isUsedUp) this.throttled.begin(Infinity);
    this.setTimer();
  }

  private get isUsedUp(): boolean {
    const { busy } = this.cores;
    return busy > 0 && this.left <= NEXT_TO_NOTHING * busy;
  }

  private get left(): number {
    const { cores, period } = this.settings;
    return cores * period - (this.cores.worked(this.world.simulation.now) - this.usedBefore);
  }

  private beginPeriod(): void {
    const { now } = this.world.simulation;
    const { period } = this.settings;
    const passed = Math.floor((now - this.startedAt + NEXT_TO_NOTHING) / period);
    this.periodEnd = this.startedAt + (passed + 1) * period;
    this.usedBefore = this.cores.worked(now);
    this.throttled.end();
  }

  /** While nobody runs there is nothing to watch. A timer that comes too early only looks again. */
  private setTimer(): void {
    const { simulation } = this.world;
    const { busy } = this.cores;
    if (busy === 0) return;
    const usedUp = this.throttled.isOn ? Infinity : simulation.now + this.left / busy;
    const due = Math.min(usedUp, this.periodEnd);
    if (due >= this.timerAt) return;
    if (this.timerAt !== Infinity) simulation.cancel(this.timer);
    this.timerAt = due;
    this.timer = simulation.timer(this.address, due - simulation.now, this.op);
  }
}
