import { assert } from '../kernel/assert.ts';
import type { Random } from './generator.ts';
import { exp, log } from './portable-math.ts';

/*
 * The ziggurat method (Marsaglia and Tsang 2000, Journal of Statistical Software 5(8)): a density is covered
 * by 256 layers of equal area, so that 98 of 100 draws need one table look-up and one multiplication. Layer
 * and position use different bits of one draw: the paper's code shares them, which Doornik (2005) found to
 * correlate. Normals are drawn one at a time; a cached second one would tie together the users of a stream.
 */

const LAYERS = 256;

/** A decreasing density over x ≥ 0, cut into layers. */
interface Layers {
  /** Right ends, outermost first; the first is that of the base layer as if it were a rectangle, the last is 0. */
  readonly edge: Float64Array;
  /** Right ends times the step of positions within a layer: a power of two, so the products are exact. */
  readonly step: Float64Array;
  /** The density at each edge; at the first one, 0. */
  readonly height: Float64Array;
}

/**
 * @param last where the tail begins, such that the layers close exactly at the top
 * @param area of each layer, tail included in the base
 */
function layers(
  last: number,
  area: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
  step: number,
): Layers {
  const edge = new Float64Array(LAYERS + 1);
  const height = new Float64Array(LAYERS + 1);
  edge[0] = area / density(last);
  edge[1] = last;
  height[1] = density(last);
  for (let i = 2; i < LAYERS; i++) {
    height[i] = height[i - 1] + area / edge[i - 1];
    edge[i] = inverse(height[i]);
  }
  height[LAYERS] = 1;
  const top = height[LAYERS - 1] + area / edge[LAYERS - 1];
  assert(Math.abs(top - 1) < 1e-12, 'the layers of the ziggurat must close at the top');
  return { edge, step: edge.map((x) => x * step), height };
}

const EXPONENTIAL_TAIL = 7.69711747013105;
const NORMAL_TAIL = 3.654152885361009;

const exponentialDensity = (x: number) => exp(-x);
const normalDensity = (x: number) => exp(-0.5 * x * x);

const EXPONENTIAL = layers(
  EXPONENTIAL_TAIL,
  0.003949659822581557,
  exponentialDensity,
  (y) => -log(y),
  5.960464477539063e-8,
);
const NORMAL = layers(
  NORMAL_TAIL,
  0.004928673233974655,
  normalDensity,
  (y) => Math.sqrt(-2 * log(y)),
  1.1920928955078125e-7,
);

/** An exponential draw with mean 1; never 0. */
export function standardExponential(random: Random): number {
  const { edge, step, height } = EXPONENTIAL;
  for (let start = 0; ;) {
    const bits = random.bits();
    const layer = bits & 0xff;
    const x = ((bits >>> 8) + 0.5) * step[layer];
    if (x < edge[layer + 1]) return start + x;
    if (layer === 0)
      start += EXPONENTIAL_TAIL; // the tail is the same density again
    else if (isBelow(random, height, layer, exponentialDensity(x))) return start + x;
  }
}

/** A normal draw with mean 0 and variance 1. */
export function standardNormal(random: Random): number {
  const { edge, step, height } = NORMAL;
  for (;;) {
    const bits = random.bits();
    const layer = bits & 0xff;
    const x = ((bits >>> 9) + 0.5) * step[layer];
    const negative = (bits & 0x100) !== 0;
    if (x < edge[layer + 1]) return negative ? -x : x;
    if (layer === 0) return negative ? -normalTail(random) : normalTail(random);
    if (isBelow(random, height, layer, normalDensity(x))) return negative ? -x : x;
  }
}

/** Whether a uniform height within the layer lies below the density at the place drawn. */
function isBelow(random: Random, height: Float64Array, layer: number, density: number): boolean {
  return height[layer] + random.next() * (height[layer + 1] - height[layer]) < density;
}

/** Beyond the last layer (Marsaglia 1964): an exponential proposal, accepted as the normal density falls. */
function normalTail(random: Random): number {
  for (;;) {
    const x = standardExponential(random) / NORMAL_TAIL;
    if (2 * standardExponential(random) > x * x) return NORMAL_TAIL + x;
  }
}
