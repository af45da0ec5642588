import type { Component } from '../../sim-core/kernel/component.ts';
import { Simulation } from '../../sim-core/kernel/simulation.ts';
import { keyedStream, stream } from '../../sim-core/random/generator.ts';
import { standardExponential } from '../../sim-core/random/ziggurat.ts';
import { LatencyRecorder } from '../../sim-core/stats/latency-recorder.ts';
import type { Workload } from './measured.ts';

const ARRIVAL = 64;
const DONE = 65;
const REQUEST = 0;
const REPLY = 1;
const RATE = 90;
const SERVICE = 0.01;
/** Requests open at one time stay far below; a power of two. */
const MOST_OPEN = 1 << 16;

/**
 * W1 as one would write it by hand on the bare kernel: the same four events for each request, the same luck, trace and
 * fingerprint, and nothing else: no network, no table of spans, no settings, no report. What the engine takes beyond
 * this is its models; what this takes beyond the native program is language and kernel.
 */
class Customers implements Component {
  readonly id = 'customers';
  readonly latency = new LatencyRecorder(1);
  completed = 0;
  offered = 0;
  private readonly openedAt = new Float64Array(MOST_OPEN);
  private readonly simulation: Simulation;
  private readonly gaps = stream(1, 'arrivals');
  private due = 0.5;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  start(): void {
    this.due = 0;
    this.plan();
  }

  on(op: number, a: number): void {
    const { simulation } = this;
    if (op === ARRIVAL) {
      const number = this.offered++;
      this.openedAt[number & (MOST_OPEN - 1)] = simulation.now;
      simulation.messageInRing(0, 1, REQUEST, number, 0);
      this.plan();
    } else {
      this.latency.record(simulation.now - this.openedAt[a & (MOST_OPEN - 1)]);
      this.completed++;
    }
  }

  private plan(): void {
    this.due += standardExponential(this.gaps) / RATE;
    this.simulation.after(this.due - this.simulation.now).timerDue(0, ARRIVAL, 0, 0);
  }
}

class Desk implements Component {
  readonly id = 'desk';
  private readonly waiting = new Int32Array(MOST_OPEN);
  private head = 0;
  private tail = 0;
  private isBusy = false;
  private readonly simulation: Simulation;
  private readonly luck = keyedStream(1, 'service');

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  on(op: number, a: number): void {
    if (op === REQUEST) {
      if (this.isBusy) this.waiting[this.tail++ & (MOST_OPEN - 1)] = a;
      else this.begin(a);
      return;
    }
    this.isBusy = false;
    this.simulation.messageInRing(0, 0, REPLY, a, 0);
    if (this.head < this.tail) this.begin(this.waiting[this.head++ & (MOST_OPEN - 1)]);
  }

  private begin(number: number): void {
    this.isBusy = true;
    const work = SERVICE * standardExponential(this.luck.rekey(number));
    this.simulation.after(work).timerDue(1, DONE, number, 0);
  }
}

export const oneServer: Workload = (units) => () => {
  const simulation = new Simulation();
  const customers = new Customers(simulation);
  simulation.add(customers);
  simulation.add(new Desk(simulation));
  simulation.start();
  simulation.advance(units / RATE);
  const { completed, latency } = customers;
  const { mean } = latency.recent;
  return { units: completed, events: simulation.delivered, peak: simulation.queue.peak, result: mean };
};
