import type { Address } from '../../kernel/component.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import type { ColdStartSettings } from './resource-settings.ts';
import { Spell } from './spell.ts';

const STEPS = 20;

/**
 * What a restart costs beyond the time that the process was down: it boots before it accepts connections (until then
 * the machine refuses them), and then it is slow at first and gets faster, in equal steps of speed, while code is
 * compiled and caches fill (Lion et al., “Don't Get Caught in the Cold, Warm-up Your JVM”, OSDI 2016). Processes that
 * are there from the beginning of a run are warm.
 *
 * Left out: that it is requests and not time that warm a process up.
 */
export class ColdStart {
  readonly warming: Spell;
  private readonly settings: ColdStartSettings;
  private readonly world: World;
  private readonly address: Address;
  private readonly bootOp: number;
  private readonly stepOp: number;
  private bootTimer = 0;
  private step = 0;

  /** @param bootOp timer at the end of the boot. @param stepOp timer at the end of a step of the warm-up. */
  constructor(settings: ColdStartSettings, world: World, place: Place, bootOp: number, stepOp: number) {
    this.settings = settings;
    this.world = world;
    this.address = place.address;
    this.bootOp = bootOp;
    this.stepOp = stepOp;
    this.warming = new Spell(world, place.address);
  }

  /** @returns whether the process needs time before it serves. A boot that was under way begins anew. */
  boot(): boolean {
    const { simulation } = this.world;
    const { boot } = this.settings;
    if (boot === 0) return false;
    if (this.bootTimer !== 0) simulation.cancel(this.bootTimer);
    this.bootTimer = simulation.timer(this.address, boot, this.bootOp);
    return true;
  }

  booted(): void {
    this.bootTimer = 0;
    this.world.processes.booted(this.address);
  }

  restarted(): void {
    if (this.settings.warmUp === 0) return;
    this.step = 0;
    this.slow();
  }

  /** The next step of the warm-up. */
  warmer(): void {
    this.warming.end();
    this.step++;
    if (this.step < STEPS) this.slow();
  }

  crashed(): void {
    this.warming.end();
  }

  private slow(): void {
    const { warmUp, slowness } = this.settings;
    const speed = 1 / slowness + (1 - 1 / slowness) * (this.step / STEPS);
    this.warming.begin(1 / speed);
    this.world.simulation.timer(this.address, warmUp / STEPS, this.stepOp);
  }
}
