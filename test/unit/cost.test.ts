import { describe, expect, it } from 'vitest';
import { BALANCED, ONE_SERVER, TIMEOUTS } from '../../bench/workloads/scenarios.ts';
import { loadScenario, Run } from '../../sim-core/index.ts';
import { FLOAT_SHIFT } from '../../sim-core/kernel/queue-rows.ts';
import { Simulation } from '../../sim-core/kernel/simulation.ts';
import { Requests } from '../../sim-core/model/requests.ts';

/** What one request costs, in counts that no machine and no other program changes; seconds are for `npm run bench`. */
function costOf(text: string, duration: number) {
  const run = new Run(loadScenario(text).scenario!, { duration });
  run.advance(duration);
  const { simulation, requests } = run.world;
  const { offered } = run.sampler.clients[0].client;
  return {
    events: simulation.delivered / offered,
    rows: requests.opened / offered,
    pending: simulation.queue.peak,
    live: requests.peak,
  };
}

describe('what a request costs', () => {
  it('through one server: two timers and two messages, two rows', () => {
    const { events, rows, pending } = costOf(ONE_SERVER, 200);
    expect(events).toBeCloseTo(4, 2);
    expect(rows).toBe(2);
    expect(pending).toBe(3); // the next arrival, the end of the service, a message
  });

  it('through a balancer: two timers and four messages, three rows', () => {
    const { events, rows, pending, live } = costOf(BALANCED, 5);
    expect(events).toBeGreaterThan(5.9);
    expect(events).toBeLessThanOrEqual(6);
    expect(rows).toBeCloseTo(3, 2);
    expect(pending).toBeLessThan(100);
    expect(live).toBeLessThan(3 * 200);
  });

  it('with a timeout: only those that fire are events', () => {
    const { events, rows, pending } = costOf(TIMEOUTS, 10);
    expect(events).toBeLessThan(4.05);
    expect(rows).toBe(2);
    expect(pending).toBeLessThan(750); // a timeout and an end for each of 250 in work, and a little more
  });
});

describe('what is kept', () => {
  it('takes 192 bytes for a request and 32 for an event', () => {
    const { floats, words } = new Requests(1000, { now: 0 });
    expect((floats.byteLength + words.byteLength) / 256).toBe(192);
    expect(8 << FLOAT_SHIFT).toBe(32);
  });

  it('does not grow with the length of a run', () => {
    const simulation = new Simulation();
    simulation.add({ id: 'clock', on: (op, a) => void simulation.timer(0, 1, op, a) });
    for (let i = 0; i < 500; i++) simulation.timer(0, i / 500, 1, i);
    simulation.advance(20);
    const { used } = simulation.queue.table;
    simulation.advance(1000);
    expect(simulation.delivered).toBeGreaterThan(400_000);
    expect(simulation.queue.table.used).toBe(used);
  });
});
