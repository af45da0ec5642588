import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import fc from 'fast-check';
import { jumpBucket } from '../../sim-core/policy/hashing/jump.ts';
import { md5 } from '../../sim-core/policy/hashing/md5.ts';
import { Word64 } from '../../sim-core/policy/hashing/word64.ts';
import { xxHash64 } from '../../sim-core/policy/hashing/xxhash64.ts';
import { recordExact } from '../validation/record.ts';
import jump from '../oracles/jump_hash.json' with { type: 'json' };

const MASK = (1n << 64n) - 1n;

function big({ high, low }: Word64): bigint {
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

function wordOf(value: bigint): Word64 {
  return new Word64().set(Number(value >> 32n), Number(value & 0xffffffffn));
}

const half = fc.integer({ min: 0, max: 0xffffffff });
const anyWord = fc.tuple(half, half).map(([high, low]) => new Word64().set(high, low));

it('64-bit words are those of BigInt', () => {
  fc.assert(
    fc.property(anyWord, half, half, fc.integer({ min: 1, max: 31 }), (word, high, low, bits) => {
      const value = big(word);
      const other = (BigInt(high) << 32n) | BigInt(low);
      const fresh = () => new Word64().copy(word);
      expect(big(fresh().add(high, low))).toBe((value + other) & MASK);
      expect(big(fresh().multiply(high, low))).toBe((value * other) & MASK);
      expect(big(fresh().xor(high, low))).toBe(value ^ other);
      expect(big(fresh().rotate(bits))).toBe(((value << BigInt(bits)) | (value >> BigInt(64 - bits))) & MASK);
      for (const by of [bits, bits + 32])
        expect(big(fresh().xorShifted(by))).toBe(value ^ (value >> BigInt(by)));
      for (const m of [1, 7, 65_537, 655_373, 2 ** 26])
        expect(fresh().modulo(m)).toBe(Number(value % BigInt(m)));
    }),
  );
});

const TEXT = 'Call me Ishmael. Some years ago--never mind how long precisely-';

/** From the test vectors of the specification's reference program and of its bindings. */
it.each([
  ['', 0, 0xef46db3751d8e999n],
  ['a', 0, 0xd24ec4f1a98c6e5bn],
  ['abc', 0, 0x44bc2cf5ad770999n],
  [TEXT, 0, 0x02a2e85470d6fd96n],
])('xxHash64 of "%s" with seed %i', (text, seed, hash) => {
  expect(big(xxHash64(text, seed, new Word64()))).toBe(hash);
});

it('xxHash64 is the specification read slowly, for every length and seed', () => {
  const bytes = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(bytes, half, (data, seed) => {
      const text = String.fromCharCode(...data);
      expect(big(xxHash64(text, seed, new Word64()))).toBe(slowXxHash64(data, BigInt(seed)));
    }),
  );
});

it('MD5 is that of OpenSSL, for every length', () => {
  const into = new Int32Array(4);
  for (let length = 0; length < 200; length++) {
    const data = Buffer.from(Array.from({ length }, (_, i) => (i * 37 + length) & 0xff));
    const digest = md5(data.toString('latin1'), into);
    expect(Buffer.from(digest.buffer).toString('hex')).toBe(createHash('md5').update(data).digest('hex'));
  }
});

it('jump hash puts every key where the paper’s program puts it', () => {
  for (const { key, bucket } of jump.vectors) {
    const buckets = jump.buckets.map((count) => jumpBucket(wordOf(BigInt(key)), count));
    expect(buckets, `key ${key}`).toEqual(bucket);
  }
  const points = jump.vectors.length * jump.buckets.length;
  recordExact('jump-hash', 'Lamping & Veach, Figure 1', points, 'buckets of keys, 1 to 1,000,001 buckets');
});

it('jump hash is the paper’s program for keys of all 64 bits', () => {
  fc.assert(
    fc.property(anyWord, fc.integer({ min: 0, max: 20_000 }), (word, buckets) => {
      expect(jumpBucket(new Word64().copy(word), buckets)).toBe(slowJump(big(word), buckets));
    }),
  );
});

function slowJump(start: bigint, buckets: number): number {
  let key = start;
  let bucket = -1n;
  let next = 0n;
  while (next < BigInt(buckets)) {
    bucket = next;
    key = (key * 2862933555777941757n + 1n) & MASK;
    next = BigInt(Math.floor(Number(bucket + 1n) * (2 ** 31 / Number((key >> 33n) + 1n))));
  }
  return Number(bucket);
}

const P = [
  0n,
  11400714785074694791n,
  14029467366897019727n,
  1609587929392839161n,
  9650029242287828579n,
  2870177450012600261n,
];

function turn(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (64n - bits))) & MASK;
}

function roundOf(lane: bigint, input: bigint): bigint {
  return (turn((lane + input * P[2]) & MASK, 31n) * P[1]) & MASK;
}

function slowXxHash64(bytes: Uint8Array, seed: bigint): bigint {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  let hash = seed + P[5];
  if (bytes.length >= 32) {
    const lanes = [seed + P[1] + P[2], seed + P[2], seed, seed - P[1]].map((lane) => lane & MASK);
    for (; at + 32 <= bytes.length; at += 32) {
      for (let i = 0; i < 4; i++) lanes[i] = roundOf(lanes[i], data.getBigUint64(at + 8 * i, true));
    }
    hash = turn(lanes[0], 1n) + turn(lanes[1], 7n) + turn(lanes[2], 12n) + turn(lanes[3], 18n);
    for (const lane of lanes) hash = (((hash & MASK) ^ roundOf(0n, lane)) * P[1] + P[4]) & MASK;
  }
  hash = (hash + BigInt(bytes.length)) & MASK;
  for (; at + 8 <= bytes.length; at += 8) {
    hash = (turn(hash ^ roundOf(0n, data.getBigUint64(at, true)), 27n) * P[1] + P[4]) & MASK;
  }
  if (at + 4 <= bytes.length) {
    hash ^= (BigInt(data.getUint32(at, true)) * P[1]) & MASK;
    hash = (turn(hash, 23n) * P[2] + P[3]) & MASK;
    at += 4;
  }
  for (; at < bytes.length; at++)
    hash = (turn(hash ^ ((BigInt(bytes[at]) * P[5]) & MASK), 11n) * P[1]) & MASK;
  for (const [shift, prime] of [
    [33n, P[2]],
    [29n, P[3]],
    [32n, 1n],
  ]) {
    hash = ((hash ^ (hash >> shift)) * prime) & MASK;
  }
  return hash;
}
