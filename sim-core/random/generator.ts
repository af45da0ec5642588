import alea from 'seedrandom/lib/alea.js';
import { assert } from '../kernel/assert.ts';
import { floatBits } from './float-bits.ts';

/** A source of luck. Every draw comes from a stream with a name, never from a global generator. */
export interface Random {
  /** Uniform in [0, 1), in steps of 2⁻³². */
  next(): number;
  /** Uniform in [0, 1), in steps of 2⁻⁵³; takes two draws. */
  double(): number;
  /** An integer 0 … n − 1. No value is more likely than another by more than n / 2³² (2⁻³⁷ from n = 65 537 on). */
  int(n: number): number;
  /** 32 bits of a draw as an int32. */
  bits(): number;
}

/** A stream that can be restarted at any key. */
export interface KeyedRandom extends Random {
  /**
   * Restarts the stream at `key`, any number. The draws that follow depend on seed, name and key only, never
   * on who drew before: so a request keeps its luck whatever else happens in the run.
   */
  rekey(key: number): this;
}

const { float, word, HIGH, LOW } = floatBits();

const TWO_32 = 4294967296;
/** Larger ranges than this draw 53 bits. */
const SMALL_RANGE = 65536;

/**
 * The stream of one purpose: `stream(seed, 'front/pick')`. The same seed and name give the same draws in
 * every engine; different names give unrelated draws, so that a change in one part of a scenario leaves the
 * luck of all others alone. Generator: Baagøe's alea from seedrandom.
 */
export function stream(seed: number, name: string): Random {
  return new Stream(seed, name);
}

/**
 * Seeded by seedrandom, drawn here: the same numbers, without one closure and one boxed number for each. `s2` is the number
 * that is drawn next: it is worked out when the one before is taken, so that nobody has to wait for it.
 */
class Stream implements Random {
  private carry: number;
  private s0: number;
  private s1: number;
  private s2: number;

  constructor(seed: number, name: string) {
    const { c, s0, s1, s2 } = alea(`${seed}/${name}`, { state: true }).state();
    this.carry = c;
    this.s0 = s0;
    this.s1 = s1;
    this.s2 = s2;
    this.step();
  }

  next(): number {
    const drawn = this.s2;
    this.step();
    return drawn;
  }

  private step(): void {
    const sum = 2091639 * this.s0 + this.carry * 2.3283064365386963e-10; // 2⁻³²
    const carry = sum | 0;
    this.carry = carry;
    this.s0 = this.s1;
    this.s1 = this.s2;
    this.s2 = sum - carry;
  }

  double(): number {
    return this.next() + ((this.next() * 0x200000) | 0) * 1.1102230246251565e-16; // 2⁻⁵³
  }

  int(n: number): number {
    return Math.floor((n > SMALL_RANGE ? this.double() : this.next()) * n);
  }

  bits(): number {
    return (this.next() * TWO_32) | 0;
  }
}

/** The keyed stream of one purpose. Its salt is drawn from the {@link stream} of that name. */
export function keyedStream(seed: number, name: string): KeyedRandom {
  return new KeyedStream(alea(`${seed}/${name}`));
}

/**
 * Key and salt are mixed by three Feistel rounds over the two words of the key: a bijection, so no two keys
 * share a state. From there xoroshiro64** draws (Blackman and Vigna, Scrambled Linear Pseudorandom Number
 * Generators, 2021): 64 bits of state, two multiplications a draw.
 */
class KeyedStream implements KeyedRandom {
  private readonly saltHigh: number;
  private readonly saltLow: number;
  private a: number;
  private b: number;

  constructor(salt: ReturnType<typeof alea>) {
    this.saltHigh = salt.int32();
    this.saltLow = salt.int32();
    this.a = 0;
    this.b = 0;
    this.rekey(0);
  }

  /** So small that engines inline it, because they box a float that is handed to a function which they do not inline. */
  rekey(key: number): this {
    float[0] = key + 0; // −0 and 0 are the same key
    return this.restart();
  }

  private restart(): this {
    assert(!Number.isNaN(float[0]), 'a key of a stream must be a number');
    let a = word[LOW] ^ this.saltLow;
    let b = word[HIGH] ^ this.saltHigh;
    a ^= mix(b);
    b ^= mix(a);
    a ^= mix(b);
    this.a = a;
    this.b = (a | b) === 0 ? 1 : b; // the one state that xoroshiro never leaves
    return this;
  }

  next(): number {
    return (this.bits() >>> 0) / TWO_32;
  }

  double(): number {
    const high = this.bits() >>> 5;
    return (high * 67108864 + (this.bits() >>> 6)) / 9007199254740992;
  }

  int(n: number): number {
    return Math.floor((n > SMALL_RANGE ? this.double() : this.next()) * n);
  }

  bits(): number {
    const a = this.a;
    const b = this.b ^ a;
    const product = Math.imul(a, 0x9e3779bb);
    this.a = ((a << 26) | (a >>> 6)) ^ b ^ (b << 9);
    this.b = (b << 13) | (b >>> 19);
    return Math.imul((product << 5) | (product >>> 27), 5);
  }
}

/** A bijection of 32-bit integers in which every bit of the input moves every bit of the output (MurmurHash3). */
function mix(x: number): number {
  let h = x ^ (x >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
