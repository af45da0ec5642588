/** Knows how much of each direction of all interfaces has been used. */
export interface Usage {
  /** Integral up to `now` of the share of a direction's capacity in use. */
  area(direction: number, now: number): number;
}

/** The network interface of one instance: so many bytes per second out, and as many in at the same time. */
export class Nic {
  /** Numbers of its two directions among those that flows share. */
  readonly out: number;
  readonly in: number;
  private readonly usage: Usage;

  constructor(usage: Usage, out: number, into: number) {
    this.usage = usage;
    this.out = out;
    this.in = into;
  }

  /** Integral up to `now` of the share of the outgoing capacity in use. */
  outArea(now: number): number {
    return this.usage.area(this.out, now);
  }

  inArea(now: number): number {
    return this.usage.area(this.in, now);
  }
}
