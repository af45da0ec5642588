import type { Simulation } from '../../kernel/simulation.ts';

/** How many requests wait, how many did at most, and for how long in all. */
export class Line {
  length = 0;
  /** Longest it ever was. */
  peak = 0;
  private lengthArea = 0;
  private changedAt = 0;
  protected readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  /** Request · seconds waited up to `now`. */
  area(now: number): number {
    return this.lengthArea + this.length * (now - this.changedAt);
  }

  protected account(change: number): void {
    const { now } = this.simulation;
    this.lengthArea += this.length * (now - this.changedAt);
    this.changedAt = now;
    this.length += change;
    if (this.length > this.peak) this.peak = this.length;
  }
}
