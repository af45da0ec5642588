import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTEMPT, DEPTH, KEY, LUCK, ROOT, WORK } from '../../sim-core/model/request-rows.ts';
import { NO_REQUEST, Requests } from '../../sim-core/model/requests.ts';
import { OK, TIMEOUT } from '../../sim-core/model/status.ts';

describe('the table of requests', () => {
  it('frees a row when opener and carrier have let go, in either order', () => {
    const table = new Requests(1000, { now: 0 });
    const first = table.open(0, NO_REQUEST, 1);
    table.carry(table.rowOf(first));
    table.close(table.rowOf(first), TIMEOUT);
    expect(table.isAwaited(table.rowOf(first))).toBe(false);
    expect(table.live).toBe(1);
    table.drop(table.rowOf(first));
    expect(table.live).toBe(0);
    expect(table.ifLive(first)).toBe(-1);
    const second = table.open(0, NO_REQUEST, 1);
    table.carry(table.rowOf(second));
    table.drop(table.rowOf(second));
    expect(table.isAwaited(table.rowOf(second))).toBe(true);
    table.close(table.rowOf(second), OK);
    expect(table.live).toBe(0);
  });

  it('takes a stale handle for a mistake', () => {
    const table = new Requests(1000, { now: 0 });
    const handle = table.open(0, NO_REQUEST, 1);
    table.close(table.rowOf(handle), OK);
    const next = table.open(0, NO_REQUEST, 1);
    expect(next & 0x1fffff).toBe(handle & 0x1fffff); // the same row …
    expect(() => table.rowOf(handle)).toThrow('stale'); // … another request
    const row = table.rowOf(next);
    table.close(row, OK);
    expect(() => table.close(row, OK)).toThrow('twice');
  });

  it('keeps handles below 2³⁰, however often a row is used', () => {
    const table = new Requests(100, { now: 0 });
    const first = table.open(0, NO_REQUEST, 1);
    table.close(table.rowOf(first), OK);
    for (let i = 1; i < 511; i++) {
      const handle = table.open(0, NO_REQUEST, 1);
      expect(handle).toBeLessThan(2 ** 30);
      expect(handle).not.toBe(first);
      table.close(table.rowOf(handle), OK);
    }
    expect(table.open(0, NO_REQUEST, 1)).toBe(first);
  });

  it('hands traits down to children', () => {
    const table = new Requests(1000, { now: 0 });
    const root = table.open(3, NO_REQUEST, 0);
    const row = table.rowOf(root);
    table.floats[row + KEY] = 17;
    table.floats[row + WORK] = 0.25;
    table.floats[row + LUCK] = 0.5;
    const child = table.rowOf(table.open(4, root, 2));
    expect([
      table.floats[child + KEY],
      table.floats[child + WORK],
      table.floats[child + LUCK],
      table.words[child + DEPTH],
      table.words[child + ATTEMPT],
    ]).toEqual([17, 0.25, 0.5, 1, 2]);
    expect(table.words[child + ROOT]).toBe(root);
  });

  it('counts what is open, however it grows and shrinks', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 3000 }), (steps) => {
        const table = new Requests(100_000, { now: 0 });
        const open: number[] = [];
        for (const step of steps) {
          if (step > 0 || open.length === 0) open.push(table.open(0, NO_REQUEST, 1));
          else table.close(table.rowOf(open.splice(open.length >> 1, 1)[0]), OK);
        }
        expect(table.live).toBe(open.length);
        expect(table.opened - table.closed).toBe(open.length);
        expect(new Set(open.map((handle) => table.rowOf(handle))).size).toBe(open.length);
      }),
      { numRuns: 50 },
    );
  });

  it('says when it outgrows its limit', () => {
    const table = new Requests(10, { now: 0 });
    let overflows = 0;
    table.overflow = () => overflows++;
    for (let i = 0; i < 12; i++) table.open(0, NO_REQUEST, 1);
    expect(overflows).toBe(2);
  });
});
