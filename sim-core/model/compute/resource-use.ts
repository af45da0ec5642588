import type { Nic } from '../network/nic.ts';
import type { Processor } from './processor.ts';
import type { Resources } from './resources.ts';

/** Seconds over which use is measured, at least. */
const WINDOW = 1;

/** What has resources. */
export interface Equipped {
  readonly cores: Processor;
  /** Bytes in use. */
  readonly memory: number;
  readonly nic: Nic | null;
  readonly resources: Resources | null;
}

/** Share of a resource in use over the last full second or more, from its integral over time. */
class Gauge {
  private readonly area: (now: number) => number;
  private from: number;
  private before: number;
  private share: number;

  constructor(area: (now: number) => number, now: number, share: number) {
    this.area = area;
    this.from = now;
    this.before = area(now);
    this.share = share;
  }

  read(now: number): number {
    const elapsed = now - this.from;
    if (elapsed < WINDOW) return this.share;
    const area = this.area(now);
    this.share = Math.min(1, (area - this.before) / elapsed);
    this.from = now;
    this.before = area;
    return this.share;
  }
}

/** How much of each of its resources a server uses, in the order of `RESOURCES`, from when it was first asked on. */
export class ResourceUse {
  private readonly server: Equipped;
  private readonly cpu: Gauge;
  private readonly out: Gauge | null;
  private readonly in: Gauge | null;
  private readonly disk: Gauge | null;

  constructor(server: Equipped, now: number) {
    const { cores, nic } = server;
    const heads = server.resources?.disk?.heads;
    this.server = server;
    this.cpu = new Gauge((at) => cores.area(at) / cores.count, now, cores.busy / cores.count);
    this.out = nic === null ? null : new Gauge((at) => nic.outArea(at), now, 0);
    this.in = nic === null ? null : new Gauge((at) => nic.inArea(at), now, 0);
    this.disk = heads === undefined ? null : new Gauge((at) => heads.area(at) / heads.count, now, 0);
  }

  /** @param resource its place in `RESOURCES`. @returns from 0 to 1. */
  share(resource: number, now: number): number {
    switch (resource) {
      case 0:
        return this.cpu.read(now);
      case 1:
        return this.memory();
      case 2:
        return Math.max(this.out?.read(now) ?? 0, this.in?.read(now) ?? 0);
      case 3:
        return this.disk?.read(now) ?? 0;
      default:
        return Math.max(this.share(0, now), this.share(1, now), this.share(2, now), this.share(3, now));
    }
  }

  private memory(): number {
    const limit = this.server.resources?.memory.rules.limit ?? Infinity;
    return Math.min(1, this.server.memory / limit);
  }
}
