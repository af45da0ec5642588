import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Run } from '../../sim-core/run/run.ts';
import type { WorkQueue } from '../../sim-core/model/messaging/work-queue.ts';
import { Replica } from '../../sim-core/model/storage/replica.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { DURATION, swarm } from './world-maker.ts';

const RUNS = 60;
/** By now every fault has been over for ten seconds. */
const WELL_AGAIN = 36;

function start(text: string, seed: number): Run {
  const { scenario, problems } = loadScenario(text);
  if (scenario === null) throw new Error(`${JSON.stringify(problems)}\n${text}`);
  return new Run(scenario, { seed });
}

/** Leaders that share their term with another one. */
function rivals({ world }: Run): string[] {
  const leaders = world.simulation.components.filter(
    (component) => component instanceof Replica && component.isLeader,
  ) as Replica[];
  return leaders
    .filter(({ core }) => leaders.some((other) => other.core !== core && other.core.term === core.term))
    .map(({ id }) => id);
}

it('breaks no law under faults, and ends all work once they are over', () => {
  fc.assert(
    fc.property(swarm, fc.integer({ min: 0, max: 1e9 }), (text, seed) => {
      const run = start(text, seed);
      for (let at = 0; at < WELL_AGAIN; at += 0.5) {
        run.advance(at);
        if (text.includes('fencing: true')) expect(rivals(run), `leaders of one term at ${at} s`).toEqual([]);
      }
      const before = run.report();
      run.advance(DURATION);
      const report = run.report();
      expect(report.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(report.stopReason.kind).toBe('finished');
      // Traffic stopped long ago and everything was healed: nothing may hang, and the store must serve again.
      expect(report.clients.web.inFlight, 'requests of web still open').toBe(0);
      const jobs = run.world.simulation.components.find(({ id }) => id === 'jobs') as WorkQueue | undefined;
      expect(jobs?.held ?? 0, 'jobs neither done nor given up').toBe(0);
      if (text.includes('users: 0')) return;
      expect(report.clients.people.completed, 'requests of people answered at the end').toBeGreaterThan(
        before.clients.people.completed,
      );
    }),
    { numRuns: RUNS, seed: 42 },
  );
});

it('is the same run however it is cut', () => {
  fc.assert(
    fc.property(
      swarm,
      fc.integer({ min: 0, max: 1e9 }),
      fc.array(fc.double({ min: 0.001, max: 4, noNaN: true }), { minLength: 1, maxLength: 20 }),
      (text, seed, steps) => {
        const whole = start(text, seed);
        whole.advance(DURATION);
        const cut = start(text, seed);
        for (let i = 0; cut.now < DURATION; i++) {
          cut.advance(Math.min(DURATION, cut.now + steps[i % steps.length]), 1 + (i % 500));
          if (i % 16 === 0) cut.report();
        }
        expect(cut.fingerprint).toBe(whole.fingerprint);
        expect(cut.report()).toEqual(whole.report());
      },
    ),
    { numRuns: 15, seed: 7 },
  );
});
