import { Word64 } from './word64.ts';

/**
 * xxHash64 (Collet, specification 0.1.1) of a text's low bytes: keys and names are ASCII. Envoy hashes keys
 * and hosts with it.
 *
 * @param seed a whole number from 0 to 2³² − 1.
 * @returns `into`, which holds the hash.
 */
export function xxHash64(text: string, seed: number, into: Word64): Word64 {
  let at = 0;
  if (text.length >= STRIPE) {
    at = text.length - (text.length % STRIPE);
    hashStripes(text, seed, at, into);
  } else into.set(0, seed).add(PRIME5[0], PRIME5[1]);
  into.add(0, text.length);
  return finish(hashTail(text, at, into));
}

type Halves = readonly [high: number, low: number];

const PRIME1: Halves = [0x9e3779b1, 0x85ebca87];
const PRIME2: Halves = [0xc2b2ae3d, 0x27d4eb4f];
const PRIME3: Halves = [0x165667b1, 0x9e3779f9];
const PRIME4: Halves = [0x85ebca77, 0xc2b2ae63];
const PRIME5: Halves = [0x27d4eb2f, 0x165667c5];
/** What the four lanes start from, besides the seed: P1 + P2, P2, 0, −P1. */
const LANES: readonly Halves[] = [[0x60ea27ee, 0xadc0b5d6], PRIME2, [0, 0], [0x61c8864e, 0x7a143579]];
const LANE_TURNS = [1, 7, 12, 18];
const STRIPE = 32;

const lanes = LANES.map(() => new Word64());
const round = new Word64();

function hashStripes(text: string, seed: number, end: number, into: Word64): void {
  LANES.forEach(([high, low], i) => lanes[i].set(0, seed).add(high, low));
  for (let at = 0; at < end; at += 8) {
    const lane = lanes[(at >> 3) & 3];
    round.set(wordAt(text, at + 4), wordAt(text, at)).multiply(PRIME2[0], PRIME2[1]);
    lane.add(round.high, round.low).rotate(31).multiply(PRIME1[0], PRIME1[1]);
  }
  into.set(0, 0);
  lanes.forEach((lane, i) => {
    round.copy(lane).rotate(LANE_TURNS[i]);
    into.add(round.high, round.low);
  });
  for (const lane of lanes) {
    mixIn(into, lane.high, lane.low);
    into.multiply(PRIME1[0], PRIME1[1]).add(PRIME4[0], PRIME4[1]);
  }
}

function hashTail(text: string, start: number, into: Word64): Word64 {
  let at = start;
  for (; at + 8 <= text.length; at += 8) {
    mixIn(into, wordAt(text, at + 4), wordAt(text, at));
    into.rotate(27).multiply(PRIME1[0], PRIME1[1]).add(PRIME4[0], PRIME4[1]);
  }
  if (at + 4 <= text.length) {
    round.set(0, wordAt(text, at)).multiply(PRIME1[0], PRIME1[1]);
    into.xor(round.high, round.low).rotate(23).multiply(PRIME2[0], PRIME2[1]).add(PRIME3[0], PRIME3[1]);
    at += 4;
  }
  for (; at < text.length; at++) {
    round.set(0, text.charCodeAt(at) & 0xff).multiply(PRIME5[0], PRIME5[1]);
    into.xor(round.high, round.low).rotate(11).multiply(PRIME1[0], PRIME1[1]);
  }
  return into;
}

function finish(into: Word64): Word64 {
  into.xorShifted(33).multiply(PRIME2[0], PRIME2[1]);
  into.xorShifted(29).multiply(PRIME3[0], PRIME3[1]);
  return into.xorShifted(32);
}

/** One word of input goes into the hash: times P2, turned by 31, times P1. */
function mixIn(into: Word64, high: number, low: number): void {
  round.set(high, low).multiply(PRIME2[0], PRIME2[1]).rotate(31).multiply(PRIME1[0], PRIME1[1]);
  into.xor(round.high, round.low);
}

function wordAt(text: string, at: number): number {
  return (
    (text.charCodeAt(at) & 0xff) |
    ((text.charCodeAt(at + 1) & 0xff) << 8) |
    ((text.charCodeAt(at + 2) & 0xff) << 16) |
    (text.charCodeAt(at + 3) << 24)
  );
}
