import type { Nics } from './nics.ts';

/** The network interface of one instance: so many bytes per second out, and as many in at the same time. */
export class Nic {
  /** Numbers of its two directions among those that flows share. */
  readonly out: number;
  readonly in: number;
  private readonly nics: Nics;

  constructor(nics: Nics, out: number, into: number) {
    this.nics = nics;
    this.out = out;
    this.in = into;
  }

  /** Integral up to `now` of the share of the outgoing capacity in use. */
  outArea(now: number): number {
    return this.nics.area(this.out, now);
  }

  inArea(now: number): number {
    return this.nics.area(this.in, now);
  }
}
