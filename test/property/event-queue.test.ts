import fc from 'fast-check';
import { describe, it } from 'vitest';
import { stream, type Random } from '../../sim-core/random/generator.ts';
import { CheckedQueue } from './event-queue-model.ts';

/** How far ahead events are scheduled: what queues by buckets find easy, and what they find hard. */
const delays: Record<string, (random: Random) => number> = {
  uniform: (random) => random.double(),
  exponential: (random) => -Math.log(1 - random.double()),
  'all at one instant': () => 0,
  'one constant': () => 1,
  'a few values': (random) => random.int(4) / 4,
  'near and far': (random) => (random.int(10) === 0 ? 1e6 * random.double() : random.double()),
  'very near and very far': (random) => (random.int(2) === 0 ? 1e-12 : 1e12) * random.double(),
  'every order of magnitude': (random) => Math.pow(10, 590 * random.double() - 300),
  'halves of halves': (random) => Math.pow(2, -random.int(1000)),
  'neighbouring floats': (random) => random.int(5) * Number.EPSILON,
  subnormal: (random) => random.int(50) * Number.MIN_VALUE,
  'mostly one instant': (random) => (random.int(20) === 0 ? random.double() : 0.5),
};

const structures = ['ladder', 'heap'] as const;
/** Sequence numbers are taken anew at 2²⁹. */
const WRAP = 536870912;

describe.each(structures)('%s', (structure) => {
  describe.each(Object.entries(delays))('%s', (_, delay) => {
    it('holds', () => {
      const random = stream(1, 'hold');
      const queue = new CheckedQueue({ structure });
      for (let i = 0; i < 300; i++) queue.push(delay(random));
      for (let i = 0; i < 2500; i++) {
        queue.pop();
        queue.push(queue.now + delay(random));
      }
      queue.drain();
    });

    it('fills and empties in waves', () => {
      const random = stream(2, 'waves');
      const queue = new CheckedQueue({ structure });
      for (let wave = 0; wave < 6; wave++) {
        for (let i = 0; i < 500; i++) queue.push(queue.now + delay(random));
        for (let i = 0; i < 250; i++) {
          queue.pop();
          if (random.int(4) === 0) queue.push(queue.now + delay(random));
        }
      }
      queue.drain();
    });

    it('peeks ahead of events that come earlier', () => {
      const random = stream(3, 'peek');
      const queue = new CheckedQueue({ structure });
      for (let i = 0; i < 600; i++) queue.push(10 + delay(random));
      for (let i = 0; i < 600; i++) {
        queue.peek();
        queue.push(10 * (1 - i / 600) + delay(random) * 1e-3);
      }
      queue.drain();
    });

    it('cancels behind events that stay', () => {
      const random = stream(6, 'behind');
      const queue = new CheckedQueue({ structure });
      for (let i = 0; i < 300; i++) queue.push(delay(random));
      for (let i = 0; i < 2000; i++) {
        queue.push(queue.now + delay(random));
        queue.cancel(random.double());
        if (i % 40 === 0) queue.peek();
      }
      queue.drain();
    });

    it('cancels', () => {
      const random = stream(4, 'cancel');
      const queue = new CheckedQueue({ structure });
      for (let i = 0; i < 4000; i++) {
        queue.push(queue.now + delay(random));
        if (i > 300 && i % 3 !== 0) queue.cancel(random.double());
        if (i % 5 === 0) queue.pop();
        queue.cancelEnded(random.double());
      }
      queue.drain();
    });

    it('orders lanes, rings and single events together, across the renewal of sequence numbers', () => {
      const random = stream(5, 'lanes');
      const queue = new CheckedQueue({ structure, sequence: WRAP - 700 });
      for (let i = 0; i < 2000; i++) {
        const way = random.int(3);
        if (way === 0) queue.push(queue.now + delay(random));
        else if (way === 1) queue.pushAfter(random.int(3) / 4);
        else queue.send(random.int(3) / 4);
        if (random.int(3) === 0) queue.cancel(random.double());
        if (i > 200 && random.int(2) === 0) queue.pop();
      }
      queue.drain();
    });
  });
});

describe('the refuge', () => {
  it('takes back what has become too much below it', () => {
    const queue = new CheckedQueue();
    const first = Array.from({ length: 16 }, (_, i) => i * 12e-309);
    const rest = Array.from({ length: 184 }, (_, i) => 190e-309 + i * 0.05e-309);
    const times = [...first, ...rest];
    for (let i = 0; i < 200; i++) queue.push(times[(i * 7) % 200]);
    queue.peek();
    for (let i = 0; i < 60; i++) queue.push((179 - i) * 1e-309);
    for (let i = 0; i < 60; i++) queue.push((199 - i / 7) * 1e-309);
    queue.drain();
  });
});

describe.each(structures)('%s', (structure) => {
  const time = fc.oneof(fc.constantFrom(0, 0.25, 1, 1e9), fc.double({ min: 0, max: 2, noNaN: true }));
  const step = fc.oneof(
    fc.record({ do: fc.constant('push' as const), times: fc.array(time, { minLength: 1, maxLength: 60 }) }),
    fc.record({ do: fc.constant('lane' as const), times: fc.array(time, { minLength: 1, maxLength: 30 }) }),
    fc.record({ do: fc.constant('send' as const), times: fc.array(time, { minLength: 1, maxLength: 80 }) }),
    fc.record({ do: fc.constant('pop' as const), count: fc.integer({ min: 1, max: 80 }) }),
    fc.record({
      do: fc.constant('cancel' as const),
      where: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 40 }),
    }),
  );
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  function apply(queue: CheckedQueue, step: Step): void {
    if (step.do === 'push') for (const time of step.times) queue.push(queue.now + time);
    else if (step.do === 'lane') for (const time of step.times) queue.pushAfter(time);
    else if (step.do === 'send') for (const time of step.times) queue.send(time);
    else if (step.do === 'pop') for (let i = 0; i < step.count; i++) queue.pop();
    else for (const where of step.where) queue.cancel(where);
    queue.peek();
  }

  it('does what a list does, whatever the steps', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 0, max: 400 }),
        (steps, beforeWrap) => {
          const queue = new CheckedQueue({ structure, sequence: WRAP - beforeWrap });
          for (const each of steps) apply(queue, each);
          queue.drain();
        },
      ),
      { numRuns: 150 },
    );
  });
});
