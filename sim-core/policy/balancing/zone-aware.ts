import type { Random } from '../../random/generator.ts';
import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { ownerOf, runningWeights } from './running-weights.ts';

/** Below so many backends Envoy looks at no zones. */
const LEAST_BACKENDS = 6;
/** Differences of shares below this are roundings. */
const LEAST = 1e-9;
/** Draws in a zone before it looks through it. */
const DRAWS = 8;

interface Zone {
  readonly members: Int32Array;
  /** Running sums of the members' weights. */
  readonly sums: Float64Array;
  usable: number;
}

interface Zones {
  readonly zones: readonly Zone[];
  /** All backends, as if they were one zone. */
  readonly all: Zone;
  /** Whether a backend was usable when it was counted last, and its weight. */
  readonly counted: Uint8Array;
  readonly weights: Float64Array;
}

/**
 * Zone-aware routing (Envoy, `zone_aware_lb_config`, with its least-request balancer of two choices in a zone).
 * The `peers` balancers that share the backends, this one among them, each send as much and are spread over the
 * zones: this one's zone sends 1 ÷ `peers` or 1 ÷ zones of all requests, whichever is more, and the others the
 * rest alike. If the own zone has at least that share of the usable backends, all requests stay in it. Otherwise
 * as many stay as its backends' part allows, and the rest goes to zones that have more backends than requests,
 * in proportion to what they have over. So no backend gets more than its part, and no more requests than need
 * be leave the zone. A balancer without peers spreads over all zones: it cannot favour its own.
 *
 * With fewer than 6 backends, or a balancer that is in no zone (−1), zones do not count. Left out: peers that
 * are not evenly spread; priorities; the panic threshold.
 */
export const zoneAware = defineBalancer<Zones>({
  name: 'zone-aware',
  summary: 'Stays in its own zone as far as the backends there can carry their share (Envoy).',
  init: zonesOf,
  pick(view, _key, state, random) {
    const zone = isZoned(view, state) ? zoneFor(view, state, random) : state.all;
    const picked = twoChoices(view, zone, random);
    return picked === NONE && zone !== state.all ? twoChoices(view, state.all, random) : picked;
  },
  changed: recount,
});

function zonesOf(view: BackendView): Zones {
  const { size, zones, zone, weights } = view;
  const lists: number[][] = Array.from({ length: zone + 1 }, () => []);
  for (let i = 0; i < size; i++) (lists[zones[i]] ??= []).push(i);
  const state: Zones = {
    zones: Array.from(lists, (members) => zoneOf(members ?? [], weights)),
    all: zoneOf(
      Array.from({ length: size }, (_, i) => i),
      weights,
    ),
    counted: new Uint8Array(size),
    weights: Float64Array.from(weights),
  };
  for (let i = 0; i < size; i++) recount(state, view, i);
  return state;
}

function zoneOf(members: readonly number[], weights: ArrayLike<number>): Zone {
  const sums = runningWeights({ size: members.length, weights: members.map((i) => weights[i]) });
  return { members: Int32Array.from(members), sums, usable: 0 };
}

function recount(state: Zones, { zones, usable, weights }: BackendView, index: number): void {
  const more = usable[index] - state.counted[index];
  state.counted[index] = usable[index];
  state.zones[zones[index]].usable += more;
  state.all.usable += more;
  if (weights[index] === state.weights[index]) return;
  state.weights[index] = weights[index];
  for (const { members, sums } of [state.all, state.zones[zones[index]]]) {
    for (let k = 0, sum = 0; k < members.length; k++) sums[k] = sum += weights[members[k]];
  }
}

function isZoned({ size, zone }: BackendView, { zones }: Zones): boolean {
  return size >= LEAST_BACKENDS && zones.length > 1 && zone >= 0;
}

function zoneFor({ zone, options }: BackendView, { zones, all }: Zones, random: Random): Zone {
  const own = zones[zone];
  const ownShare = Math.max(1 / options.peers, 1 / zones.length);
  const carried = own.usable / all.usable / ownShare;
  if (carried >= 1 - LEAST || random.next() < carried) return own;
  const otherShare = (1 - ownShare) / (zones.length - 1);
  let over = 0;
  for (const each of zones) if (each !== own) over += spareOf(each, all, otherShare);
  let left = random.next() * over;
  let last = own;
  for (const each of zones) {
    const spare = each === own ? 0 : spareOf(each, all, otherShare);
    if (spare === 0) continue;
    last = each;
    left -= spare;
    if (left < 0) break;
  }
  return last;
}

/** What part of all usable backends a zone has beyond the part of all requests that it sends. */
function spareOf({ usable }: Zone, all: Zone, share: number): number {
  const spare = usable / all.usable - share;
  return spare > LEAST ? spare : 0;
}

/** Two different usable backends of the zone at random, by weight; the less loaded, the first on a tie. */
function twoChoices(view: BackendView, zone: Zone, random: Random): number {
  const first = draw(view, zone, random, NONE);
  const second = first === NONE ? NONE : draw(view, zone, random, first);
  if (second === NONE) return first;
  const { inFlight, weights } = view;
  return inFlight[second] * weights[first] < inFlight[first] * weights[second] ? second : first;
}

function draw({ usable }: BackendView, { members, sums }: Zone, random: Random, except: number): number {
  const { length } = members;
  if (length === 0) return NONE;
  for (let k = 0; k < DRAWS; k++) {
    const member = members[ownerOf(sums, random.next() * sums[length - 1])];
    if (usable[member] === 1 && member !== except) return member;
  }
  const start = random.int(length);
  for (let k = 0; k < length; k++) {
    const member = members[(start + k) % length];
    if (usable[member] === 1 && member !== except) return member;
  }
  return NONE;
}
