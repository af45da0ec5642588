/** Puts spells that overlap side by side, each in the first lane that is free, as cores and threads are shown. */
export class Lanes {
  /** When each lane is free again. */
  private readonly freeAt: number[] = [];

  /** Takes a lane from one time to another. Calls come in order of `from`. */
  take(from: number, to: number): number {
    const free = this.freeAt.findIndex((time) => time <= from);
    const lane = free < 0 ? this.freeAt.length : free;
    this.freeAt[lane] = to;
    return lane;
  }
}
