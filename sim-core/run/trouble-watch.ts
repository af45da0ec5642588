import type { World } from '../model/world.ts';
import type { Sampler } from './sampler.ts';
import type { Watch } from './watch.ts';

const SPAN = 8;
/** A client is in trouble when this share of what ended in the span failed … */
const TROUBLE = 0.02;
/** … and well again when no more than this did. */
const WELL = 0.001;

/** Notes when a client is well again after a time of failures, and how long that took. */
export class TroubleWatch implements Watch {
  private readonly world: World;
  private readonly sampler: Sampler;
  private readonly id: string;
  private readonly failed: number;
  private readonly useful: number;
  private since = -1;

  constructor(instance: number, world: World, sampler: Sampler) {
    this.world = world;
    this.sampler = sampler;
    this.id = world.places[instance].id;
    this.failed = sampler.column(instance, 'failed');
    this.useful = sampler.column(instance, 'useful');
  }

  look(): void {
    const { series } = this.sampler;
    const row = series.rows - 1;
    if (row < SPAN) return;
    const failed = series.difference(row - SPAN, row, this.failed);
    const useful = series.difference(row - SPAN, row, this.useful);
    const { now } = this.world.simulation;
    if (this.since < 0) {
      if (failed > TROUBLE * (failed + useful)) this.since = now - SPAN * series.interval;
    } else if (useful > 0 && failed <= WELL * (failed + useful)) {
      this.world.moments.note(now, 'recovered', this.id, {
        seconds: now - SPAN * series.interval - this.since,
      });
      this.since = -1;
    }
  }
}
