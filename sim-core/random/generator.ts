import seedrandom from 'seedrandom';

export interface Random {
  next(): number;
  double(): number;
  int(n: number): number;
}

export interface KeyedRandom extends Random {
  rekey(key: number): this;
}

class Stream implements Random {
  private readonly prng: seedrandom.PRNG;
  constructor(seed: string) {
    this.prng = seedrandom.alea(seed);
  }
  next(): number {
    return this.prng();
  }
  double(): number {
    return this.prng.double();
  }
  int(n: number): number {
    return Math.floor(this.prng() * n);
  }
}

export function stream(seed: number, name: string): Random {
  return new Stream(`${seed}/${name}`);
}

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);

class Keyed implements KeyedRandom {
  private readonly salt: number;
  private state = 0;
  constructor(salt: number) {
    this.salt = salt;
  }
  rekey(key: number): this {
    bits[0] = key;
    this.state = mix(mix(words[0] ^ this.salt) + words[1]);
    return this;
  }
  next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return (mix(this.state) >>> 0) / 4294967296;
  }
  double(): number {
    return this.next() + ((this.next() * 2097152) | 0) * 1.1102230246251565e-16;
  }
  int(n: number): number {
    return Math.floor(this.next() * n);
  }
}

function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

export function keyedStream(seed: number, name: string): KeyedRandom {
  return new Keyed(seedrandom.alea(`${seed}/${name}`).int32());
}
