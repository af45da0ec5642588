import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../sim-core/model/nearest.ts';
import { formatQuantity, parseQuantity, unitsOf, type Dimension } from '../../sim-core/model/units.ts';

const DIMENSIONS: Dimension[] = ['duration', 'rate', 'bytes', 'bandwidth', 'share', 'count', 'number'];

describe('quantities', () => {
  it.each<[Dimension, string | number, number]>([
    ['duration', '250ms', 0.25],
    ['duration', '0.1ms', 1e-4],
    ['duration', '3us', 3e-6],
    ['duration', '3µs', 3e-6],
    ['duration', '3μs', 3e-6],
    ['duration', '7ns', 7e-9],
    ['duration', '4min', 240],
    ['duration', '1.5h', 5400],
    ['duration', '1d', 86_400],
    ['duration', '1e-3s', 0.001],
    ['duration', 0, 0],
    ['duration', '0', 0],
    ['rate', '11.6/s', 11.6],
    ['rate', '5k/s', 5000],
    ['rate', '700/min', 700 / 60],
    ['rate', '1M/day', 1_000_000 / 86_400],
    ['rate', '2/ms', 2000],
    ['bytes', '512B', 512],
    ['bytes', '1KiB', 1024],
    ['bytes', '1kB', 1000],
    ['bytes', '1KB', 1000],
    ['bytes', '10GB', 1e10],
    ['bytes', '2TiB', 2 * 1024 ** 4],
    ['bandwidth', '10Gbit/s', 1.25e9],
    ['bandwidth', '100MB/s', 1e8],
    ['bandwidth', '1MiB/s', 1_048_576],
    ['share', '80%', 0.8],
    ['share', 0.8, 0.8],
    ['share', '99.9%', 0.999],
    ['count', 5, 5],
    ['count', '100k', 100_000],
    ['count', '1M', 1_000_000],
    ['number', '-1.5', -1.5],
    ['number', 1.5, 1.5],
  ])('%s %s is %d', (dimension, text, value) => {
    expect(parseQuantity(dimension, text)).toBe(value);
  });

  it.each<[Dimension, unknown, string, string | undefined]>([
    ['duration', 250, 'no-unit', '250ms'],
    ['duration', 2, 'no-unit', '2s'],
    ['duration', '3 s', 'unknown-unit', '3s'],
    ['duration', '3sec', 'unknown-unit', '3s'],
    ['duration', '5m', 'unknown-unit', '5min'],
    ['duration', '3MS', 'unknown-unit', '3ms'],
    ['duration', 'soon', 'not-a-quantity', undefined],
    ['duration', true, 'not-a-quantity', undefined],
    ['duration', Infinity, 'not-finite', undefined],
    ['rate', 5, 'no-unit', '5/s'],
    ['rate', '5rps', 'unknown-unit', '5/s'],
    ['bytes', '4kb', 'unknown-unit', '4kB'],
    ['bytes', '1,000B', 'not-a-quantity', '1000B'],
    ['count', '1,000,000', 'not-a-quantity', '1000000'],
    ['duration', '0,5s', 'not-a-quantity', undefined],
    ['bandwidth', '10Gbps', 'unknown-unit', '10Gbit/s'],
    ['count', '5 pieces', 'needless-unit', '5'],
    ['number', NaN, 'not-finite', undefined],
    ['number', '0x10', 'not-a-quantity', undefined],
    ['number', '9'.repeat(65), 'not-a-quantity', undefined],
  ])('%s %s is refused as %s', (dimension, input, code, suggestion) => {
    const result = parseQuantity(dimension, input);
    expect(result).toMatchObject({ code });
    expect((result as { data: { suggestion?: string } }).data.suggestion).toBe(suggestion);
  });

  it('proposes the unit that a setting prefers', () => {
    expect(parseQuantity('duration', 3, 'ms')).toMatchObject({ data: { suggestion: '3ms' } });
  });

  it('never gives −0', () => {
    for (const text of ['-0s', '-0.0ms']) expect(Object.is(parseQuantity('duration', text), 0)).toBe(true);
    expect(Object.is(parseQuantity('number', -0), 0)).toBe(true);
  });

  it.each<[Dimension, number, string]>([
    ['duration', 0.25, '250ms'],
    ['duration', 240, '4min'],
    ['duration', 90, '90s'],
    ['duration', 0.0005, '500us'],
    ['duration', 0, '0s'],
    ['rate', 5000, '5k/s'],
    ['rate', 11.6, '11.6/s'],
    ['rate', 700 / 60, '700/min'],
    ['rate', 1_000_000 / 86_400, '1M/day'],
    ['bytes', 1e10, '10GB'],
    ['bytes', 4096, '4KiB'],
    ['bandwidth', 1.25e9, '10Gbit/s'],
    ['share', 0.999, '99.9%'],
    ['count', 100_000, '100k'],
    ['count', 12_345, '12345'],
    ['bandwidth', Infinity, 'no limit'],
  ])('%s %d is written %s', (dimension, value, text) => {
    expect(formatQuantity(dimension, value)).toBe(text);
  });

  it('reads back exactly what it wrote', () => {
    const value = fc.oneof(
      fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
      fc.integer({ min: 0, max: 2 ** 31 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...DIMENSIONS), value, (dimension, number) => {
        expect(parseQuantity(dimension, formatQuantity(dimension, number))).toBe(number === 0 ? 0 : number);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('gives a number or a complaint for any input', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DIMENSIONS), fc.anything(), (dimension, input) => {
        const result = parseQuantity(dimension, input);
        expect(typeof result === 'number' ? !Number.isNaN(result) : result.code.length > 0).toBe(true);
      }),
      { numRuns: 2000, seed: 2 },
    );
  });

  it('accepts the suggestion that it makes', () => {
    const words = fc.constantFrom(
      ...DIMENSIONS.flatMap(unitsOf),
      'sec',
      'm',
      'kb',
      'rps',
      'Mbps',
      'hours',
      '/minute',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...DIMENSIONS),
        fc.integer({ min: 1, max: 999 }),
        words,
        (dimension, n, word) => {
          const result = parseQuantity(dimension, `${n}${word}`);
          if (typeof result === 'number') return;
          expect(typeof parseQuantity(dimension, result.data.suggestion)).toBe('number');
        },
      ),
      { numRuns: 2000, seed: 3 },
    );
  });
});

describe('nearest', () => {
  it.each([
    ['replcas', 'replicas'],
    ['relpicas', 'replicas'],
    ['Cores', 'cores'],
    ['queue-size', null],
    ['repl', 'replicas'],
    ['re', null],
    ['x', null],
    ['zz', null],
  ])('%s → %s', (word, wanted) => {
    expect(nearest(word, ['replicas', 'cores', 'queue', 'speed', 'a'])).toBe(wanted);
  });

  it('counts letters inserted, removed, changed, swapped', () => {
    expect(editDistance('abcd', 'abd')).toBe(1);
    expect(editDistance('abcd', 'acbd')).toBe(1);
    expect(editDistance('abcd', 'abxd')).toBe(1);
    expect(editDistance('abcd', 'aBcd')).toBe(0.5);
    expect(editDistance('', 'abc')).toBe(3);
  });

  it('is symmetric and zero only for equal words', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
      { seed: 4 },
    );
  });
});
