import type { World } from '../model/world.ts';
import type { PlannedNode } from './plan.ts';
import type { Sampler } from './sampler.ts';
import type { Watch } from './watch.ts';

/** Samples over which a queue must have kept growing. */
const SPAN = 8;
/** Shorter queues are not worth a word. */
const WORTH_NOTING = 20;

/** Notes when the queues of a node begin to grow, and when they are gone again. */
export class QueueWatch implements Watch {
  private readonly columns: readonly number[];
  private readonly rejected: readonly number[];
  private readonly node: PlannedNode;
  private readonly world: World;
  private readonly sampler: Sampler;
  private readonly recent: number[] = [];
  private peak = 0;
  private dropped = false;

  constructor(node: PlannedNode, world: World, sampler: Sampler) {
    this.node = node;
    this.world = world;
    this.sampler = sampler;
    this.columns = this.columnsOf('queueLength');
    this.rejected = this.columnsOf('rejected');
  }

  look(): void {
    this.lookForDrops();
    if (this.columns.length === 0) return;
    const length = this.meanLength();
    this.recent.push(length);
    if (this.recent.length > SPAN) this.recent.shift();
    if (this.peak > 0) this.whileGrowing(length);
    else if (this.isGrowing()) {
      this.peak = length;
      this.note('queue-growing', length);
    }
  }

  private whileGrowing(length: number): void {
    this.peak = Math.max(this.peak, length);
    if (length > this.peak / 10) return;
    this.note('queue-drained', this.peak);
    this.peak = 0;
    this.recent.length = 0;
  }

  private isGrowing(): boolean {
    const { recent } = this;
    if (recent.length < SPAN || recent[SPAN - 1] < WORTH_NOTING) return false;
    const rises = recent.filter((length, i) => i > 0 && length > recent[i - 1]).length;
    return rises >= SPAN - 2 && recent[SPAN - 1] > 3 * recent[0] + 1;
  }

  private lookForDrops(): void {
    if (this.dropped) return;
    const { series } = this.sampler;
    this.dropped = this.rejected.some((column) => series.at(series.rows - 1, column) > 0);
    if (this.dropped) this.world.moments.note(this.world.simulation.now, 'first-drop', this.node.id);
  }

  /** Mean number waiting over the last interval, all instances together. */
  private meanLength(): number {
    const { series } = this.sampler;
    const row = series.rows - 1;
    if (row === 0) return 0;
    const area = this.columns.reduce((sum, column) => sum + series.difference(row - 1, row, column), 0);
    return area / series.interval;
  }

  private columnsOf(metric: string): number[] {
    return this.node.instances.map((i) => this.sampler.column(i, metric)).filter((column) => column >= 0);
  }

  private note(kind: 'queue-growing' | 'queue-drained', requests: number): void {
    const data = { requests: Math.round(requests) };
    this.world.moments.note(this.world.simulation.now, kind, this.node.id, data);
  }
}
