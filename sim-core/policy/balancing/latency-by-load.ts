/** Latencies remembered, and how many of them are looked at. */
const KEPT = 64;
const NEAREST = 9;

/**
 * What a backend tells a probe of its latency: the median of the recent latencies of requests that found about
 * as many in flight as there are now (Prequal, NSDI'24 §4.2). “About” are the nine nearest of the last 64, of
 * equally near ones the newest.
 */
export class LatencyByLoad {
  private readonly loads = new Float64Array(KEPT);
  private readonly seconds = new Float64Array(KEPT);
  /** Room for the nearest samples, by distance and, later, by latency. */
  private readonly keys = new Float64Array(NEAREST);
  private readonly values = new Float64Array(NEAREST);
  private found = 0;
  private count = 0;

  /** A request that found `load` in flight, itself included, has taken `seconds`. */
  record(load: number, seconds: number): void {
    const at = this.count++ % KEPT;
    this.loads[at] = load;
    this.seconds[at] = seconds;
  }

  /** @returns seconds; 0 before the first request ended. */
  expected(load: number): number {
    const known = Math.min(this.count, KEPT);
    if (known === 0) return 0;
    this.found = 0;
    for (let age = 1; age <= known; age++) {
      const sample = (this.count - age) % KEPT;
      this.insert(Math.abs(this.loads[sample] - load), this.seconds[sample]);
    }
    const nearest = this.found;
    this.found = 0;
    for (let k = 0; k < nearest; k++) this.insert(this.values[k], this.values[k]);
    return this.values[Math.floor(nearest / 2)];
  }

  /** Keeps the smallest keys in order, of equal ones those that came first. */
  private insert(key: number, value: number): void {
    const { keys, values } = this;
    let at = this.found;
    if (at < NEAREST) this.found++;
    else if (key >= keys[--at]) return;
    for (; at > 0 && keys[at - 1] > key; at--) {
      keys[at] = keys[at - 1];
      values[at] = values[at - 1];
    }
    keys[at] = key;
    values[at] = value;
  }
}
