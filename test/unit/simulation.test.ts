import { describe, expect, it } from 'vitest';
import type { Component } from '../../sim-core/kernel/component.ts';
import type { Limits } from '../../sim-core/kernel/limits.ts';
import { Simulation } from '../../sim-core/kernel/simulation.ts';

/** Writes down what reaches it, and does what it is told to on each. */
class Diary implements Component {
  readonly id: string;
  readonly lines: string[] = [];
  react: (op: number, a: number, b: number) => void = () => {};
  private readonly simulation: Simulation;

  constructor(id: string, simulation: Simulation) {
    this.id = id;
    this.simulation = simulation;
  }

  on(op: number, a: number, b: number): void {
    this.lines.push(`${this.simulation.now}: ${op} ${a} ${b}`);
    this.react(op, a, b);
  }

  crash(abrupt: boolean): void {
    this.lines.push(`${this.simulation.now}: crash ${abrupt}`);
  }

  restart(): void {
    this.lines.push(`${this.simulation.now}: restart`);
  }
}

function stage(limits: Partial<Limits> = {}): { simulation: Simulation; a: Diary; b: Diary } {
  const simulation = new Simulation(limits);
  const a = new Diary('a', simulation);
  const b = new Diary('b', simulation);
  simulation.add(a);
  simulation.add(b);
  simulation.start();
  return { simulation, a, b };
}

describe('simulation', () => {
  it('delivers in order of time, and of sending at one time', () => {
    const { simulation, a } = stage();
    simulation.message(0, 2, 1);
    simulation.message(0, 1, 2);
    simulation.message(0, 1, 3);
    simulation.messageInRing(simulation.ring(1), 0, 4);
    expect(simulation.advance(10)).toBe(true);
    expect(a.lines).toEqual(['1: 2 0 0', '1: 3 0 0', '1: 4 0 0', '2: 1 0 0']);
    expect(simulation.now).toBe(10);
  });

  it('loses messages to who is down, and tells', () => {
    const { simulation, b } = stage();
    const lost: number[] = [];
    simulation.undelivered = (target, op, a) => lost.push(target, op, a);
    simulation.message(1, 1, 7, 42);
    simulation.crash(1, false);
    simulation.message(1, 3, 8);
    simulation.advance(2);
    simulation.restart(1);
    simulation.advance(5);
    expect(lost).toEqual([1, 7, 42]);
    expect(simulation.lost).toBe(1);
    expect(b.lines).toEqual(['0: crash false', '2: restart', '3: 8 0 0']);
  });

  it('lets timers die with the incarnation that set them', () => {
    const { simulation, a } = stage();
    simulation.timer(0, 5, 70);
    simulation.timerInLane(simulation.lane(5), 0, 71);
    simulation.advance(1);
    simulation.crash(0, true);
    simulation.restart(0);
    simulation.timer(0, 5, 72);
    simulation.advance(10);
    expect(a.lines).toEqual(['1: crash true', '1: restart', '6: 72 0 0']);
  });

  it('cancels, once', () => {
    const { simulation, a } = stage();
    const handle = simulation.timer(0, 1, 70);
    expect(simulation.cancel(handle)).toBe(true);
    expect(simulation.cancel(handle)).toBe(false);
    simulation.timer(0, 1, 71); // may take the place of the other: the old handle must not touch it
    expect(simulation.cancel(handle)).toBe(false);
    simulation.advance(2);
    expect(a.lines).toEqual(['1: 71 0 0']);
  });

  it('stops a loop that never waits, and says who is in it', () => {
    const { simulation, a } = stage({ sameInstant: 1000 });
    a.react = () => simulation.message(0, 0, 1);
    simulation.message(0, 1, 1);
    simulation.message(1, 0.5, 1);
    expect(simulation.advance(10)).toBe(false);
    expect(simulation.stopped).toMatchObject({
      limit: 'sameInstant',
      value: 1000,
      at: 1,
      busiest: ['a', 'b'],
    });
    expect(simulation.delivered).toBeLessThan(1100);
  });

  it.each([
    ['events', { events: 100 }],
    ['pendingEvents', { pendingEvents: 50 }],
  ] as const)('stops at the limit of %s', (name, limits) => {
    const { simulation, a } = stage(limits);
    a.react = () => {
      simulation.message(0, 1, 1);
      if (name === 'pendingEvents') simulation.message(1, 1000, 1);
    };
    simulation.message(0, 1, 1);
    expect(simulation.advance(1e6)).toBe(false);
    expect(simulation.stopped?.limit).toBe(name);
  });

  it('gives a budget back where it was used up, and goes on from there', () => {
    const { simulation, a } = stage();
    for (let i = 1; i <= 10; i++) simulation.message(0, i, i);
    expect(simulation.advance(10, 4)).toBe(false);
    expect(simulation.now).toBe(4);
    expect(simulation.advance(10)).toBe(true);
    expect(a.lines).toHaveLength(10);
  });

  it('has one fingerprint however it is cut, and another one for another run', () => {
    const play = (cuts: readonly number[], extra: boolean): string[] => {
      const { simulation, a } = stage();
      a.react = (op) => simulation.message(op % 2, 0.3, op + 1);
      simulation.message(0, 0.25, 1);
      if (extra) simulation.message(1, 2.5, 0);
      for (const cut of cuts) simulation.advance(cut);
      simulation.advance(5);
      const { fingerprint } = simulation;
      return [fingerprint.value, ...Array.from({ length: fingerprint.seconds }, (_, i) => fingerprint.at(i))];
    };
    const whole = play([], false);
    expect(whole).toHaveLength(6);
    expect(play([0.1, 1, 1, 2.9999, 3, 4], false)).toEqual(whole);
    const other = play([], true);
    expect(other.slice(1, 3)).toEqual(whole.slice(1, 3)); // the same until second 2 has passed
    expect(other[3]).not.toBe(whole[3]);
    expect(other[0]).not.toBe(whole[0]);
  });

  it('keeps the last events for whoever must find out what happened', () => {
    const { simulation } = stage();
    for (let i = 0; i < 5000; i++) simulation.message(i % 2, i, 1, i);
    simulation.advance(1e6);
    const entries = simulation.trace.entries();
    expect(entries).toHaveLength(4096);
    expect(entries[0]).toEqual({ time: 904, target: 0, op: 1, a: 904, b: 0 });
    expect(entries.at(-1)).toMatchObject({ time: 4999, target: 1 });
  });
});
