import { describe, expect, it } from 'vitest';
import { keyedStream, stream, type KeyedRandom, type Random } from '../../sim-core/random/generator.ts';
import { dependence, unevenness } from './random-statistics.ts';

const SIGMAS = 5;
const draws = (random: Random, n: number) => Array.from({ length: n }, () => random.next());

/** The draws of one key, in order. */
function drawsOf(random: KeyedRandom, key: number, n: number): number[] {
  return draws(random.rekey(key), n);
}

describe('values that must never change, or every recorded fingerprint changes with them', () => {
  it('of a stream', () => {
    expect(draws(stream(1, 'front/pick'), 4)).toEqual([
      0.6088597502093762, 0.844309430103749, 0.33731714030727744, 0.7991698205005378,
    ]);
    expect(draws(stream(20240229, 'shoppers/gap'), 2)).toEqual([0.8187491181306541, 0.463905421551317]);
    expect(stream(1, 'front/pick').double()).toEqual(0.6088597504059573);
    expect(stream(1, 'front/pick').int(1000)).toEqual(608);
  });

  it('of a keyed stream', () => {
    const random = keyedStream(1, 'order/service');
    expect(drawsOf(random, 0, 3)).toEqual([0.12106946972198784, 0.5128477183170617, 0.26517315581440926]);
    expect(drawsOf(random, 1, 3)).toEqual([0.5106980772688985, 0.643390612443909, 0.5291527323424816]);
    expect(drawsOf(random, 0.123456789, 3)).toEqual([
      0.7341731062624604, 0.18745103594847023, 0.1717670070938766,
    ]);
    expect(random.rekey(7).double()).toEqual(0.3542525393197714);
    expect(random.rekey(7).int(1000)).toEqual(354);
  });
});

describe.each<[string, () => Random]>([
  ['a stream', () => stream(7, 'test')],
  ['a keyed stream', () => keyedStream(7, 'test')],
])('%s', (_name, make) => {
  it('draws in steps of 2⁻³² and of 2⁻⁵³', () => {
    const random = make();
    const inSteps = (x: number, bits: number) => x >= 0 && x < 1 && Number.isInteger(x * 2 ** bits);
    const all = (test: () => boolean) => Array.from({ length: 10_000 }, test).every(Boolean);
    expect(all(() => inSteps(random.next(), 32))).toBe(true);
    expect(all(() => inSteps(random.double(), 53))).toBe(true);
  });

  it('uses all 53 bits of a double', () => {
    const random = make();
    const odd = Array.from({ length: 4000 }, () => (random.double() * 2 ** 53) % 2);
    expect(odd.reduce((sum, bit) => sum + bit, 0) / 4000).toBeCloseTo(0.5, 1);
  });

  it('spreads evenly, alone and in pairs of neighbours', () => {
    const random = make();
    expect(unevenness(200_000, 1000, () => random.next())).toBeLessThan(SIGMAS);
    expect(unevenness(200_000, 1000, () => random.double())).toBeLessThan(SIGMAS);
    expect(dependence(200_000, 32, () => [random.next(), random.next()])).toBeLessThan(SIGMAS);
  });

  it('spreads the last bits of a draw as evenly as the first', () => {
    const random = make();
    expect(unevenness(200_000, 256, () => (random.next() * 2 ** 24) % 1)).toBeLessThan(SIGMAS);
  });

  it.each([1, 2, 3, 10, 1000])('draws integers below %d evenly', (n) => {
    const random = make();
    const seen = new Set(Array.from({ length: 20_000 }, () => random.int(n)));
    expect([Math.min(...seen), Math.max(...seen), seen.size]).toEqual([0, n - 1, n]);
    expect(n === 1 ? 0 : unevenness(100_000, n, () => (random.int(n) + 0.5) / n)).toBeLessThan(SIGMAS);
  });

  it('takes one draw for an integer below 65 536, two above', () => {
    const [first, second, third] = draws(make(), 3);
    const small = make();
    expect(small.int(65_536)).toBe(Math.floor(first * 65_536));
    expect(small.next()).toBe(second);
    const large = make();
    expect(Math.abs(large.int(100_000) - first * 100_000)).toBeLessThan(1);
    expect(large.next()).toBe(third);
  });

  it('draws large integers from more than 32 bits', () => {
    const random = make();
    const n = 3_000_000_000;
    const residues = new Float64Array(3);
    for (let i = 0; i < 60_000; i++) residues[random.int(n) % 3]++;
    for (const count of residues) expect(Math.abs(count - 20_000)).toBeLessThan(SIGMAS * 116);
    const values = Array.from({ length: 1000 }, () => random.int(n));
    expect(Math.max(...values)).toBeGreaterThan(0.98 * n);
    expect(values.every((value) => Number.isInteger(value) && value < n)).toBe(true);
  });
});

describe('streams are unrelated', () => {
  it.each([
    ['other name', stream(1, 'order-1/service'), stream(1, 'order-2/service')],
    ['other seed', stream(1, 'order/service'), stream(2, 'order/service')],
    ['plain and keyed', stream(1, 'order/service'), keyedStream(1, 'order/service')],
    ['keyed, other name', keyedStream(1, 'order/service'), keyedStream(1, 'order/serve')],
    ['keyed, other seed', keyedStream(1, 'order/service'), keyedStream(2, 'order/service')],
  ])('%s', (_name, one, other) => {
    expect(dependence(200_000, 32, () => [one.next(), other.next()])).toBeLessThan(SIGMAS);
  });

  it('first draws of many names are even', () => {
    expect(unevenness(50_000, 100, (i) => stream(1, `node-${i}/pick`).next())).toBeLessThan(SIGMAS);
    expect(unevenness(50_000, 100, (i) => stream(i, 'front/pick').next())).toBeLessThan(SIGMAS);
    expect(unevenness(50_000, 100, (i) => keyedStream(i, 'front/pick').next())).toBeLessThan(SIGMAS);
  });
});

describe('a keyed stream', () => {
  const random = keyedStream(3, 'order/service');

  it('depends on seed, name and key only', () => {
    const first = drawsOf(random, 42, 5);
    drawsOf(random, 41, 3);
    expect(drawsOf(random, 42, 5)).toEqual(first);
    expect(drawsOf(keyedStream(3, 'order/service'), 42, 5)).toEqual(first);
    expect(drawsOf(keyedStream(4, 'order/service'), 42, 5)).not.toEqual(first);
    expect(drawsOf(keyedStream(3, 'order/work'), 42, 5)).not.toEqual(first);
  });

  it('refuses a key that is no number: its bits differ between engines', () => {
    expect(() => random.rekey(NaN)).toThrow('key');
  });

  it('starts at key 0, and −0 is 0', () => {
    expect(draws(keyedStream(3, 'order/service'), 3)).toEqual(drawsOf(random, 0, 3));
    expect(drawsOf(random, -0, 3)).toEqual(drawsOf(random, 0, 3));
  });

  it.each<[string, (i: number) => number]>([
    ['consecutive integers', (i) => i],
    ['multiples of a million', (i) => i * 1_000_000],
    ['negative integers', (i) => -i],
    ['fractions of 32 bits', (i) => i / 2 ** 32],
    ['fractions plus one', (i) => 1 + i / 2 ** 32],
    ['reciprocals', (i) => 1 / (i + 1)],
  ])('is even over %s, at each of the first draws and between them', (_name, key) => {
    const n = 100_000;
    const table = [0, 1, 2].map(() => new Float64Array(n));
    for (let i = 0; i < n; i++) drawsOf(random, key(i), 3).forEach((x, at) => (table[at][i] = x));
    const [first, second, third] = table;
    for (const column of table) expect(unevenness(n, 500, (i) => column[i])).toBeLessThan(SIGMAS);
    expect(dependence(n, 24, (i) => [first[i], second[i]])).toBeLessThan(SIGMAS);
    expect(dependence(n, 24, (i) => [second[i], third[i]])).toBeLessThan(SIGMAS);
    expect(dependence(n, 24, (i) => [first[i], third[i]])).toBeLessThan(SIGMAS);
    expect(dependence(n / 2, 24, (i) => [first[2 * i], first[2 * i + 1]])).toBeLessThan(SIGMAS);
  });

  it('gives the attempts of one request unrelated draws', () => {
    const luck = stream(1, 'luck');
    const draw = (key: number) => random.rekey(key).next();
    expect(
      dependence(200_000, 24, () => {
        const key = luck.next();
        return [draw(key), draw(key + 1)];
      }),
    ).toBeLessThan(SIGMAS);
  });

  it('turns half of the output when one bit of the key turns', () => {
    const float = Float64Array.of(0);
    const bits = new BigUint64Array(float.buffer);
    const output = (key: number) => random.rekey(key).next() * 2 ** 32;
    for (let bit = 0n; bit < 63n; bit++) {
      let turned = 0;
      for (let i = 0; i < 500; i++) {
        float[0] = 1 + i;
        const before = output(float[0]);
        bits[0] ^= 1n << bit;
        turned += ones(before ^ output(float[0]));
      }
      expect(Math.abs(turned / 500 - 16), `bit ${bit}`).toBeLessThan(1);
    }
  });

  it('has no two keys with the same two draws among a quarter of a million', () => {
    const seen = new Set<number>();
    for (let key = 0; key < 250_000; key++) {
      const [x, y] = drawsOf(random, key, 2);
      seen.add(x * 2 ** 32 + y);
    }
    expect(seen.size).toBe(250_000);
  });
});

function ones(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
