import { BackendHeap } from './backend-heap.ts';
import { type BackendView, defineBalancer } from './balancer.ts';

/** HAProxy counts weights in sixteenths, and the heaviest of all is 256 of them. */
const SCALE = 16;
const HEAVIEST = 256 * SCALE;

/** Backends by key; among equal keys the one that has had its key longest comes first. */
class LongestFirst {
  readonly heap: BackendHeap;
  private readonly keys: Float64Array;
  private readonly since: Float64Array;
  private readonly wasUp: Uint8Array;
  private last = 0;

  constructor(view: BackendView) {
    const { size } = view;
    this.keys = new Float64Array(size);
    this.since = new Float64Array(size);
    this.wasUp = new Uint8Array(size);
    const { keys, since } = this;
    this.heap = new BackendHeap(BackendHeap.places(size), (x, y) =>
      keys[x] === keys[y] ? since[x] < since[y] : keys[x] < keys[y],
    );
    for (let i = 0; i < size; i++) this.changed(view, i);
  }

  changed({ inFlight, weights, up, usable }: BackendView, index: number): void {
    const load = inFlight[index];
    const key = load === 0 ? 0 : Math.floor(((load + 1) * HEAVIEST) / (weights[index] * SCALE));
    const isNew = key !== this.keys[index] || up[index] !== this.wasUp[index];
    if (isNew) {
      this.keys[index] = key;
      this.since[index] = ++this.last;
      this.wasUp[index] = up[index];
    }
    if (usable[index] === 0) {
      if (this.heap.has(index)) this.heap.leave(index);
    } else if (!this.heap.has(index)) this.heap.enter(index);
    else if (isNew) this.heap.moved(index);
  }
}

/**
 * HAProxy's `balance leastconn` (2.6.12, `lb_fwlc.c`): the smallest key wins, 0 for an idle backend, else
 * (in flight + 1) · 256 ÷ weight, rounded down; among equals the one that has waited longest, so that idle
 * backends take turns, whatever their weights. A full backend keeps its place; one that comes back goes last.
 */
export const haproxyLeastConnections = defineBalancer<LongestFirst>({
  name: 'haproxy-least-connections',
  summary: 'Fewest requests in flight for the weight; among equals whoever waited longest (HAProxy).',
  init: (view) => new LongestFirst(view),
  pick: (_view, _key, order) => order.heap.top,
  changed: (order, view, index) => order.changed(view, index),
});
