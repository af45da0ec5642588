import { loadScenario, Run, type Scenario } from '../../sim-core/index.ts';
import type { Component } from '../../sim-core/kernel/component.ts';
import { Simulation } from '../../sim-core/kernel/simulation.ts';
import { stream, type Random } from '../../sim-core/random/generator.ts';
import { standardExponential } from '../../sim-core/random/ziggurat.ts';
import type { Measured, Workload } from './measured.ts';
import { BALANCED, ONE_SERVER, TIMEOUTS } from './scenarios.ts';

/** A whole run through the public API, report and all, long enough for `units` requests. */
function whole(text: string, rate: number, result: (run: Run) => number): Workload {
  const { scenario, problems } = loadScenario(text);
  if (scenario === null) throw new Error(JSON.stringify(problems));
  return (units) => () => outcome(scenario, units / rate, result);
}

function outcome(scenario: Scenario, duration: number, result: (run: Run) => number): Omit<Measured, 'ns'> {
  const run = new Run(scenario, { duration });
  run.advance(duration);
  const value = result(run);
  const { offered } = run.sampler.clients[0].client; // the report leaves the warm-up out
  const { simulation } = run.world;
  return { units: offered, events: simulation.delivered, peak: simulation.queue.peak, result: value };
}

const meanLatency = (run: Run): number => run.report().clients.clients.latency.mean ?? NaN;

export const oneServer = whole(ONE_SERVER, 90, meanLatency);
export const balanced = whole(BALANCED, 3200, meanLatency);
export const timeouts = whole(TIMEOUTS, 1000, (run) => {
  const { failed, offered } = run.report().clients.clients;
  return Object.values(failed).reduce((sum, n) => sum + n, 0) / offered;
});

/** W3 in the kernel: `pending` timers, each set anew when it fires. */
class Holder implements Component {
  readonly id = 'holder';
  private readonly simulation: Simulation;
  private readonly luck: Random = stream(1, 'hold');
  private readonly pending: number;

  constructor(simulation: Simulation, pending: number) {
    this.simulation = simulation;
    this.pending = pending;
  }

  start(): void {
    for (let i = 0; i < this.pending; i++) this.on(0, i);
  }

  on(op: number, a: number): void {
    this.simulation.timer(0, standardExponential(this.luck), op, a);
  }
}

export function hold(pending: number): Workload {
  return (units) => {
    const simulation = new Simulation();
    simulation.add(new Holder(simulation, pending));
    simulation.start();
    simulation.advance(1e9, 2 * pending);
    const begin = simulation.now;
    return () => {
      simulation.advance(1e9, units);
      const result = ((simulation.now - begin) * pending) / units;
      return { units, events: units, peak: simulation.queue.peak, result };
    };
  };
}
