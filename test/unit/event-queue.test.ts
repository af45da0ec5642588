import { describe, expect, it } from 'vitest';
import { EventQueue, type EventHandle } from '../../sim-core/kernel/event-queue.ts';
import { Lane } from '../../sim-core/kernel/lane.ts';
import { FLOAT_SHIFT, MARK, TIMER, SEQUENCE, WORD_SHIFT } from '../../sim-core/kernel/queue-rows.ts';

const push = (queue: EventQueue, time: number, target = 0): EventHandle => {
  queue.due = time;
  return queue.push(target, 0, 0, 0);
};
const pushLane = (queue: EventQueue, delay: number, now: number, target = 0): EventHandle =>
  queue.pushLane(queue.lane(delay), now, target, 0, 0, 0);

/** Targets of all that is pending, in order. */
function drain(queue: EventQueue): number[] {
  const targets: number[] = [];
  for (let row = queue.pop(); row >= 0; row = queue.pop()) targets.push(queue.targetOf(row));
  return targets;
}

describe('what may be pushed', () => {
  it.each([NaN, Infinity, -Infinity])('refuses %s as a time', (time) => {
    expect(() => push(new EventQueue(), time)).toThrow('finite');
  });

  it('refuses the past, takes the present', () => {
    const queue = new EventQueue();
    push(queue, 2);
    queue.pop();
    expect(() => push(queue, 1.999)).toThrow('past');
    expect(() => pushLane(queue, 0, 1.999)).toThrow('past');
    push(queue, 2, 7);
    expect(drain(queue)).toEqual([7]);
  });

  it('refuses a lane without a sensible delay, and times that go back in one', () => {
    const queue = new EventQueue();
    expect(() => queue.lane(-1)).toThrow('delay');
    expect(() => queue.lane(NaN)).toThrow('delay');
    pushLane(queue, 1, 5);
    expect(() => pushLane(queue, 1, 4)).toThrow('order');
  });
});

describe('handles', () => {
  it('are never 0, and 0 finds nothing', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 3000; i++) expect(push(queue, i)).not.toBe(0);
    expect(queue.isPending(0)).toBe(false);
    expect(queue.cancel(0)).toBe(false);
  });

  it.each([-1, 1, 0.5, NaN, 2 ** 24, 2 ** 24 * 7, 2 ** 53, 1e300])('%s finds nothing', (handle) => {
    const queue = new EventQueue();
    push(queue, 1);
    expect(queue.isPending(handle)).toBe(false);
    expect(queue.cancel(handle)).toBe(false);
    expect(queue.size).toBe(1);
  });

  it('go stale when the event is delivered or cancelled, also when its row is used again', () => {
    const queue = new EventQueue();
    const delivered = push(queue, 1);
    queue.pop();
    const cancelled = pushLane(queue, 3, 1);
    expect(queue.cancel(cancelled)).toBe(true);
    const live = [push(queue, 2, 1), push(queue, 3, 2), pushLane(queue, 3, 1, 3)];
    for (const handle of [delivered, cancelled]) {
      expect(queue.isPending(handle)).toBe(false);
      expect(queue.cancel(handle)).toBe(false);
    }
    for (const handle of live) expect(queue.isPending(handle)).toBe(true);
    expect(drain(queue)).toEqual([1, 2, 3]);
  });

  it('cancel by place only what says the same', () => {
    const queue = new EventQueue();
    queue.due = 1;
    const row = queue.set(3, 7, 11, 13);
    expect(queue.cancelIn(row, 3, 7, 11, 14)).toBe(false);
    expect(queue.cancelIn(row, 4, 7, 11, 13)).toBe(false);
    expect(queue.cancelIn(row + 1, 3, 7, 11, 13)).toBe(false);
    expect(queue.cancelIn(row, 3, 7, 11, 13)).toBe(true);
    expect(queue.cancelIn(row, 3, 7, 11, 13)).toBe(false);
    queue.post(3, 7, 11, 13); // a message, perhaps in the same row
    expect(queue.cancelIn(row, 3, 7, 11, 13)).toBe(false);
    expect(drain(queue)).toEqual([3]);
  });

  it('of one target are cancelled, wherever they are, and nothing else', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 40; i++) {
      push(queue, i, i % 2);
      pushLane(queue, 60, i, i % 2);
      queue.post(i % 2, 0, 0, 0);
    }
    queue.cancelTimers(1);
    expect(queue.size).toBe(80);
    const left = drain(queue);
    expect(left).toHaveLength(80);
    expect(left.filter((target) => target === 1)).toHaveLength(20);
  });

  it('stay exact: a row whose generations are used up is not used again', () => {
    const queue = new EventQueue();
    const first = push(queue, 1);
    const row = first % 2 ** 24;
    queue.table.words[(row << WORD_SHIFT) | MARK] = 0x7fffffe0 + TIMER; // another use does not fit
    queue.pop();
    const next = push(queue, 2);
    expect(Number.isSafeInteger(next)).toBe(true);
    expect(next % 2 ** 24).not.toBe(row);
    expect(queue.cancel(next)).toBe(true);
  });
});

describe('lanes', () => {
  it('are the same for the same delay', () => {
    const queue = new EventQueue();
    const delays = Array.from({ length: 50 }, (_, i) => i / 8);
    const lanes = delays.map((delay) => queue.lane(delay));
    expect(new Set(lanes).size).toBe(50);
    expect(delays.map((delay) => queue.lane(delay))).toEqual(lanes);
  });

  it('keep order with each other and with single events, however many there are', () => {
    const queue = new EventQueue();
    const expected: number[] = [];
    for (let delay = 40; delay > 0; delay--) pushLane(queue, delay, 0, delay);
    for (let time = 1; time <= 40; time++) push(queue, time, 100 + time);
    for (let time = 1; time <= 40; time++) expected.push(time, 100 + time);
    expect(drain(queue)).toEqual(expected);
  });

  it('give what was pushed first at the same instant', () => {
    const queue = new EventQueue();
    pushLane(queue, 1, 0, 1);
    push(queue, 1, 2);
    pushLane(queue, 0.5, 0.5, 3);
    push(queue, 1, 4);
    pushLane(queue, 1, 0, 5);
    expect(drain(queue)).toEqual([1, 2, 3, 4, 5]);
  });

  it('move on past cancelled events', () => {
    const queue = new EventQueue();
    const handles = Array.from({ length: 200 }, (_, i) => pushLane(queue, 1, i / 100, i));
    for (let i = 0; i < 199; i++) queue.cancel(handles[i]);
    expect(queue.peekTime()).toBe(1 + 199 / 100);
    expect(drain(queue)).toEqual([199]);
  });
});

describe('popUntil', () => {
  it('leaves what is later, wherever it is', () => {
    const queue = new EventQueue();
    push(queue, 1, 1);
    pushLane(queue, 2, 0, 2);
    push(queue, 3, 3);
    const popped = [0.5, 1, 1.5, 2, 2.5, 3].map((limit) => {
      const row = queue.popUntil(limit);
      return row < 0 ? row : queue.targetOf(row);
    });
    expect(popped).toEqual([-1, 1, -1, 2, -1, 3]);
    expect(queue.size).toBe(0);
  });
});

describe('memory', () => {
  it('grows without losing events', () => {
    const queue = new EventQueue({ capacity: 2 });
    for (let i = 0; i < 5000; i++) push(queue, 5000 - i, 5000 - i);
    expect(drain(queue)).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1));
    expect(queue.peak).toBe(5000);
  });

  /** Where the ladder keeps events: the sorted bottom, a rung, the unsorted top. */
  const distances = [
    ['bottom', 1e-6],
    ['rung', 100],
    ['top', 1e9],
  ] as const;

  it.each(distances)('of cancelled events comes back before they are due: %s', (_, distance) => {
    keepsWithin(1200, new EventQueue(), distance);
  });

  it('of cancelled events comes back before they are due: heap', () => {
    keepsWithin(1200, new EventQueue({ structure: 'heap' }), 1000);
  });

  /** Cancels very many events, each `distance` ahead, behind 300 that stay. */
  function keepsWithin(rows: number, queue: EventQueue, distance: number): void {
    for (let i = 0; i < 300; i++) push(queue, (i * 7) % 300, (i * 7) % 300);
    queue.pop();
    queue.peekTime();
    for (let i = 0; i < 50_000; i++) queue.cancel(push(queue, distance));
    expect(queue.table.used).toBeLessThan(rows);
    expect(drain(queue)).toEqual(Array.from({ length: 299 }, (_, i) => i + 1));
    expect(queue.table.dead).toBe(0);
  }

  it('of cancelled timeouts comes back at once', () => {
    const queue = new EventQueue();
    pushLane(queue, 60, 0, 1);
    for (let i = 0; i < 100_000; i++) queue.cancel(pushLane(queue, 60, i * 1e-3));
    expect(queue.table.used).toBeLessThan(10);
    expect(drain(queue)).toEqual([1]);
  });

  it('of a ring stays in proportion to its events', () => {
    const queue = new EventQueue();
    const lane = new Lane(queue.table, 60);
    for (let i = 0; i < 100_000; i++) {
      const row = queue.table.take(TIMER);
      queue.table.floats[row << FLOAT_SHIFT] = i;
      queue.table.words[(row << WORD_SHIFT) | SEQUENCE] = i;
      lane.push(row);
      if (i < 100) continue;
      queue.table.words[(row << WORD_SHIFT) | SEQUENCE] = -1;
      queue.table.give(row);
      lane.cancel(i);
    }
    expect(lane.capacity).toBeLessThan(400);
  });
});

describe('a burst at one instant', () => {
  it('comes out in the order of push, though earlier events were pushed after it was looked at', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 20_000; i++) push(queue, 5, i);
    const early: number[] = [];
    for (let i = 0; i < 2000; i++) {
      expect(queue.peekTime()).toBe(i === 0 ? 5 : 4 - (i - 1) / 1000);
      push(queue, 4 - i / 1000, 20_000 + i);
      early.unshift(20_000 + i);
    }
    expect(drain(queue)).toEqual([...early, ...Array.from({ length: 20_000 }, (_, i) => i)]);
  });
});
