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
  private readonly nearest: number[] = [];
  private count = 0;

  /** A request that found `load` in flight, itself included, has taken `seconds`. */
  record(load: number, seconds: number): void {
    const at = this.count++ % KEPT;
    this.loads[at] = load;
    this.seconds[at] = seconds;
  }

  /** @returns seconds; 0 before the first request ended. */
  expected(load: number): number {
    const { nearest, loads } = this;
    const known = Math.min(this.count, KEPT);
    if (known === 0) return 0;
    nearest.length = 0;
    for (let age = 0; age < known; age++) {
      const sample = (this.count - 1 - age) % KEPT;
      const distance = Math.abs(loads[sample] - load);
      let at = nearest.length;
      while (at > 0 && Math.abs(loads[nearest[at - 1]] - load) > distance) at--;
      if (at >= NEAREST) continue;
      nearest.splice(at, 0, sample);
      if (nearest.length > NEAREST) nearest.pop();
    }
    const sorted = nearest.map((sample) => this.seconds[sample]).sort((x, y) => x - y);
    return sorted[Math.floor(sorted.length / 2)];
  }
}
