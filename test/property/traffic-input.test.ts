import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAccessLog } from '../../sim-core/model/traffic/access-log.ts';
import { diurnalPoints, MOST_PEAK } from '../../sim-core/model/traffic/day-curve.ts';
import { checkRates, checkRequests, readRequests } from '../../sim-core/model/traffic/data-check.ts';
import { keyNumber, readRates } from '../../sim-core/model/traffic/data-file.ts';
import { RateCurve } from '../../sim-core/model/traffic/rate-curve.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number) => String(n).padStart(2, '0');

/** As a server of that time zone would write it. */
function logged(seconds: number, zone: number): string {
  const local = new Date((seconds + zone * 60) * 1000);
  const date = `${two(local.getUTCDate())}/${MONTHS[local.getUTCMonth()]}/${local.getUTCFullYear()}`;
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  const offset = `${zone < 0 ? '-' : '+'}${two(Math.floor(Math.abs(zone) / 60))}${two(Math.abs(zone) % 60)}`;
  return `[${date}:${time} ${offset}]`;
}

const request = fc.record({
  host: fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain()),
  second: fc.integer({ min: 172_800, max: 4_000_000_000 }),
  zone: fc.integer({ min: -720, max: 840 }),
  path: fc.webPath({ size: 'small' }).filter((path) => path !== ''),
  query: fc.option(fc.webQueryParameters({ size: 'small' })),
  bytes: fc.option(fc.nat()),
  agent: fc.option(fc.string({ size: 'small' }).map((text) => JSON.stringify(text))),
});

type Logged = typeof request extends fc.Arbitrary<infer T> ? T : never;

function lineOf({ host, second, zone, path, query, bytes, agent }: Logged): string {
  const target = query === null ? path : `${path}?${query}`;
  const common = `${host} - - ${logged(second, zone)} "GET ${target} HTTP/1.1" 200 ${bytes ?? '-'}`;
  return agent === null ? common : `${common} "-" ${agent}`;
}

describe('any access log', () => {
  it('is read as it was written, whatever the host, zone, query and agent', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 20 }), (requests) => {
        const { entries, badLines } = readAccessLog(requests.map(lineOf).join('\n'));
        const sorted = requests.toSorted((x, y) => x.second - y.second);
        expect(badLines).toBe(0);
        expect(entries.map(({ at }) => Math.floor(at))).toEqual(
          sorted.map(({ second }) => second - sorted[0].second),
        );
        expect(entries.map(({ key }) => key)).toEqual(sorted.map(({ path }) => keyNumber(path)));
        expect(entries.map(({ bytes }) => bytes)).toEqual(sorted.map(({ bytes }) => bytes ?? 0));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('any text at all', () => {
  const piece = fc.oneof(
    fc.string(),
    request.map(lineOf),
    fc.constantFrom(
      '\n',
      '\r\n',
      ',',
      '"',
      '#',
      'seconds',
      'requests',
      'key',
      '[17/May/2015:10:05:03 +0000] "',
      '" 200 ',
      '1e5',
      '-1',
      'NaN',
    ),
    fc.double().map(String),
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  it('gives requests in order, from 0, with keys and sizes that make sense', () => {
    fc.assert(
      fc.property(text, (contents) => {
        const { entries } = readRequests(contents);
        checkRequests(contents);
        entries.forEach(({ at, key, bytes }, i) => {
          expect(at).toBeGreaterThanOrEqual(i === 0 ? 0 : entries[i - 1].at);
          expect(Number.isFinite(at + key + bytes) && key >= -1 && bytes >= -1).toBe(true);
        });
        expect(entries[0]?.at ?? 0).toBe(0);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  it('gives rates one after another, from 0, none negative', () => {
    fc.assert(
      fc.property(text, (contents) => {
        const { entries } = readRates(contents);
        checkRates(contents);
        entries.forEach(({ from, to, requests }, i) => {
          expect(from).toBe(i === 0 ? 0 : entries[i - 1].to);
          expect(to).toBeGreaterThan(from);
          expect(requests).toBeGreaterThanOrEqual(0);
        });
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});

/** Widths (0 for a step) and rates (0 for silence) of a curve. */
const points = fc
  .array(fc.tuple(fc.constantFrom(0, 0.5, 1, 3, 100), fc.constantFrom(0, 0, 0.01, 1, 5, 1000)), {
    minLength: 2,
    maxLength: 12,
  })
  .map((steps) => {
    let time = -2;
    return steps.map(([width, rate], i) => [(time += i === 0 ? 0 : width), rate] as const);
  });
const curve = fc.tuple(points, fc.boolean()).map(([all, repeats]) => {
  const isLong = all[all.length - 1][0] > all[0][0];
  return new RateCurve(all, repeats && isLong);
});
const time = fc.double({ min: -2, max: 2000, noNaN: true });

describe('any rate curve', () => {
  it('has an area that never falls, and finds the time of each', () => {
    fc.assert(
      fc.property(curve, time, time, (one, x, y) => {
        const [early, late] = [Math.min(x, y), Math.max(x, y)];
        const [less, more] = [one.area(early), one.area(late)];
        expect(more).toBeGreaterThanOrEqual(less - 1e-9 * Math.max(1, Math.abs(more)));
        const found = one.timeOf(more);
        expect(Number.isNaN(found)).toBe(false);
        if (found === Infinity || found === -Infinity) return;
        expect(one.area(found)).toBeCloseTo(more, 5);
      }),
      { seed: 4, numRuns: 3000 },
    );
  });

  it('reaches an area before a silence, not after it', () => {
    const pulses = new RateCurve(
      [
        [0, 1],
        [1, 1],
        [1, 0],
        [3, 0],
      ],
      true,
    );
    expect([0.5, 1, 1.5, 2, 7].map((area) => pulses.timeOf(area))).toEqual([0.5, 1, 3.5, 4, 19]);
  });

  it('has the area of its pieces added up', () => {
    fc.assert(
      fc.property(points, (all) => {
        const whole = all
          .slice(1)
          .reduce((sum, [at, rate], i) => sum + ((at - all[i][0]) * (rate + all[i][1])) / 2, 0);
        const one = new RateCurve(all);
        expect(one.area(all[all.length - 1][0]) - one.area(all[0][0])).toBeCloseTo(whole, 6);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('repeats the same area each period', () => {
    fc.assert(
      fc.property(
        points,
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, rounds, part) => {
          const period = all[all.length - 1][0] - all[0][0];
          fc.pre(period > 0);
          const one = new RateCurve(all, true);
          const from = all[0][0] + part * period * 0.999;
          const whole = one.area(all[0][0] + period * (1 - 1e-12));
          expect(one.area(from + rounds * period) - one.area(from)).toBeCloseTo(rounds * whole, 3);
        },
      ),
      { seed: 6, numRuns: 500 },
    );
  });
});

describe('any day', () => {
  it('has exactly its mean and peak, and no rate below 0', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        fc.double({ min: 1, max: MOST_PEAK, noNaN: true }),
        (mean, over) => {
          const rates = diurnalPoints({ mean, peak: mean * over, period: 100 }).map(([, rate]) => rate);
          expect(rates).toHaveLength(49);
          expect(rates[48]).toBe(rates[0]);
          const average = rates.slice(1).reduce((sum, rate) => sum + rate, 0) / 48;
          expect(average / mean).toBeCloseTo(1, 9);
          expect(Math.max(...rates) / (mean * over)).toBeCloseTo(1, 12);
          expect(Math.min(...rates)).toBeGreaterThanOrEqual(0);
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });
});
