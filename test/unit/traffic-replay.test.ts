import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRequests } from '../../sim-core/model/traffic/data-check.ts';
import { keyNumber } from '../../sim-core/model/traffic/data-file.ts';
import { Bench, type Seen } from './traffic-world.ts';

const TRACE = `seconds,key,bytes,class
100,/a,10,look
100.5,7,,buy
103,/a,30,
101,,0,gone
`;

const classes = { look: { replySize: '1kB', key: 'uniform of 5', share: 1 }, buy: { op: 'write', share: 0 } };

function replayed(settings: Record<string, unknown>, file: string, until = 1000): readonly Seen[] {
  return new Bench('replay', { data: 'x.csv', ...settings }, { files: { 'x.csv': file } }).to(until).seen;
}

describe('a replay', () => {
  it('sends each request when it came, counted from the first', () => {
    expect(replayed({}, TRACE).map(({ at }) => at)).toEqual([0, 0.5, 1, 3]);
  });

  it('keeps to the time scale', () => {
    const slow = replayed({ timeScale: 7 }, TRACE).map(({ at }) => at);
    expect(slow).toEqual([0, 3.5, 7, 21]);
    const fast = replayed({ timeScale: 0.001 }, TRACE).map(({ at }) => at);
    [0, 0.0005, 0.001, 0.003].forEach((time, i) => expect(fast[i]).toBeCloseTo(time, 12));
  });

  it('takes key, bytes and class from the recording, and what it does not tell from the class', () => {
    const seen = replayed({ classes }, TRACE);
    const hash = keyNumber('/a');
    expect(seen[0]).toMatchObject({ key: hash, replySize: 10, class: 0, kind: 0 });
    expect(seen[1]).toMatchObject({ key: 7, replySize: 2000, class: 1, kind: 1 });
    // A class that the client does not have is drawn, and so is a key that is not told.
    expect(seen[2]).toMatchObject({ replySize: 0, class: 0 });
    expect(seen[2].key).toBeLessThan(5);
    expect(seen[3]).toMatchObject({ key: hash, replySize: 30, class: 0 });
  });

  it('takes no more than its limit', () => {
    expect(replayed({ limit: 2 }, TRACE)).toHaveLength(2);
  });

  it('begins again one mean gap after its end, with new luck', () => {
    const seen = replayed({ repeat: true, classes }, TRACE, 9.5);
    expect(seen.map(({ at }) => at)).toEqual([0, 0.5, 1, 3, 4, 4.5, 5, 7, 8, 8.5, 9]);
    expect(seen[4].luck).not.toBe(seen[0].luck);
    expect(seen[4]).toMatchObject({ key: seen[0].key, replySize: 10 });
  });

  it('repeats a recording of one instant every second, scaled', () => {
    expect(replayed({ repeat: true }, '5\n5\n', 2.5).map(({ at }) => at)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(replayed({ repeat: true }, '5\n', 2.5).map(({ at }) => at)).toEqual([0, 1, 2]);
  });

  it('sends nothing when there is nothing to replay', () => {
    expect(replayed({ repeat: true }, '')).toEqual([]);
    expect(new Bench('replay', { data: 'none.csv' }).to(10).seen).toEqual([]);
  });

  it('goes on after a crash with what is still to come', () => {
    const files = { 'x.csv': TRACE };
    const bench = new Bench('replay', { data: 'x.csv', repeat: true, timeScale: 2 }, { files }).to(0.5);
    bench.knobs.takeDown(0, 'test', false);
    bench.to(15);
    expect(bench.times).toEqual([0]);
    bench.knobs.bringUp(0, 'test');
    expect(bench.to(19).times).toEqual([0, 16, 17, 18]);
  });

  it('replays the real log of 2015 as it is in the file', () => {
    const file = readFileSync('scenarios/data/access-2015.csv', 'utf8');
    const rows = file
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
    const { entries, badLines } = readRequests(file);
    expect(entries).toHaveLength(10_000);
    expect(badLines).toBe(0);
    const seen = replayed({ timeScale: 0.001 }, file, 400);
    expect(seen).toHaveLength(10_000);
    seen.forEach(({ at, key, replySize }, i) => {
      expect(at).toBeCloseTo(rows[i][0] / 1000, 9);
      if (key !== rows[i][1] || replySize !== rows[i][2]) throw new Error(`request ${i} differs`);
    });
  });
});
