import type { Plan, PlannedNode } from '../../sim-core/run/plan.ts';
import { CARD, cardHeight, cardWidth, isMatrix, stripOf, type Rect } from './card-size.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the corner of each node's card is. */
export type Positions = ReadonlyMap<string, Point>;

/** A way that dots travel, as points with the length of the way up to each. */
export interface Way {
  readonly points: Float32Array;
  readonly lengths: Float32Array;
  readonly length: number;
}

/** Which way requests flow: to the right on a wide screen, down on a narrow one. */
export type Flow = 'right' | 'down';

/** Points on the curved part of a way. */
const STEPS = 28;
/** How far the way between two replicas of one node bulges out of its card. */
const BULGE = 30;

/**
 * Where everything is on the topology: cards, the strips of their replicas, and the ways between any two
 * replicas. A way leaves a strip, joins the others of its card in the right gutter, crosses to the other
 * card, and parts again in its left gutter.
 */
export class Geometry {
  readonly plan: Plan;
  readonly flow: Flow;
  private readonly rects = new Map<string, Rect>();
  private readonly nodes = new Map<string, PlannedNode>();
  private readonly ways = new Map<number, Way>();
  private readonly linked = new Set<string>();

  constructor(plan: Plan, positions: Positions, flow: Flow) {
    this.plan = plan;
    this.flow = flow;
    for (const node of plan.nodes) {
      const corner = positions.get(node.id) ?? { x: 0, y: 0 };
      const count = node.instances.length;
      this.nodes.set(node.id, node);
      this.rects.set(node.id, {
        ...corner,
        width: cardWidth(node.tier),
        height: cardHeight(count, node.tier),
      });
      for (const target of node.targets) this.linked.add(`${node.id}>${target}`);
    }
  }

  card(node: string): Rect {
    return this.rects.get(node)!;
  }

  /** Where an instance is drawn. */
  strip(instance: number): Rect {
    const { node, index } = this.plan.instances[instance];
    const planned = this.nodes.get(node)!;
    const card = this.card(node);
    const strip = stripOf(index, planned.instances.length, planned.tier);
    return { ...strip, x: card.x + strip.x, y: card.y + strip.y };
  }

  /** Control points of the curve between two cards: ends and tangents. */
  curve(from: string, to: string): readonly [Point, Point, Point, Point] {
    return this.flow === 'right' ? this.curveAcross(from, to) : this.curveDown(from, to);
  }

  private curveAcross(from: string, to: string): readonly [Point, Point, Point, Point] {
    const [a, b] = [this.card(from), this.card(to)];
    const rightward = a.x + a.width / 2 <= b.x + b.width / 2;
    const start = { x: rightward ? a.x + a.width : a.x, y: this.portY(from) };
    const end = { x: rightward ? b.x : b.x + b.width, y: this.portY(to) };
    const reach = Math.max(28, Math.abs(end.x - start.x) * 0.45) * (rightward ? 1 : -1);
    return [start, { x: start.x + reach, y: start.y }, { x: end.x - reach, y: end.y }, end];
  }

  private curveDown(from: string, to: string): readonly [Point, Point, Point, Point] {
    const [a, b] = [this.card(from), this.card(to)];
    const downward = a.y + a.height / 2 <= b.y + b.height / 2;
    const start = { x: a.x + a.width / 2, y: downward ? a.y + a.height : a.y };
    const end = { x: b.x + b.width / 2, y: downward ? b.y : b.y + b.height };
    const reach = Math.max(14, Math.abs(end.y - start.y) * 0.45) * (downward ? 1 : -1);
    return [start, { x: start.x, y: start.y + reach }, { x: end.x, y: end.y - reach }, end];
  }

  /** Height at which ways join a card from its side. */
  private portY(node: string): number {
    const planned = this.nodes.get(node)!;
    if (isMatrix(planned.instances.length)) {
      const { y, height } = this.card(node);
      return y + (height + CARD.header) / 2;
    }
    const first = this.strip(planned.instances[0]);
    const last = this.strip(planned.instances[planned.instances.length - 1]);
    return (first.y + last.y + last.height) / 2;
  }

  /** The way from one instance to another, made when first asked for. */
  way(from: number, to: number): Way {
    const key = from * 65_536 + to;
    const known = this.ways.get(key);
    if (known !== undefined) return known;
    const made = this.makeWay(from, to);
    this.ways.set(key, made);
    return made;
  }

  /** How long all links are together: the room that dots have. */
  get room(): number {
    return this.plan.nodes.reduce((sum, { id, targets }) => {
      const spans = targets.map((target) => {
        const [start, , , end] = this.curve(id, target);
        return Math.abs(end.x - start.x) + Math.abs(end.y - start.y);
      });
      return sum + spans.reduce((total, span) => total + span, 0);
    }, 0);
  }

  /** The rectangle around all cards, with room for what travels between replicas. */
  bounds(): Rect {
    const rects = this.plan.nodes.map(({ id, instances }) => {
      const card = this.card(id);
      return instances.length > 1 ? { ...card, width: card.width + BULGE } : card;
    });
    const x = Math.min(...rects.map((rect) => rect.x));
    const y = Math.min(...rects.map((rect) => rect.y));
    return {
      x,
      y,
      width: Math.max(...rects.map((rect) => rect.x + rect.width)) - x,
      height: Math.max(...rects.map((rect) => rect.y + rect.height)) - y,
    };
  }

  private makeWay(from: number, to: number): Way {
    const a = this.plan.instances[from].node;
    const b = this.plan.instances[to].node;
    if (a === b) return measured(this.peerPoints(from, to));
    // An answer goes back the way the question came.
    if (!this.linked.has(`${a}>${b}`) && this.linked.has(`${b}>${a}`)) return reversed(this.way(to, from));
    return measured(this.crossingPoints(from, to));
  }

  private crossingPoints(from: number, to: number): Point[] {
    const [start, c1, c2, end] = this.curve(this.plan.instances[from].node, this.plan.instances[to].node);
    const points = [...this.manifold(from, start), start];
    for (let i = 1; i <= STEPS; i++) points.push(bezier(start, c1, c2, end, i / STEPS));
    return [...points, ...this.manifold(to, end).reverse()];
  }

  /** From a strip to the port of its card, through the gutter. */
  private manifold(instance: number, port: Point): Point[] {
    const node = this.nodes.get(this.plan.instances[instance].node)!;
    if (node.instances.length === 1) return [];
    const strip = this.strip(instance);
    const card = this.card(node.id);
    const y = strip.y + strip.height / 2;
    if (this.flow === 'down') {
      const below = port.y > card.y + card.height / 2;
      const edge = below ? strip.x + strip.width : strip.x;
      const turn = below ? card.x + card.width - CARD.gutter / 2 : card.x + CARD.gutter / 2;
      return [
        { x: edge, y },
        { x: turn, y },
        { x: turn, y: port.y },
      ];
    }
    const right = port.x > card.x + card.width / 2;
    const edge = right ? strip.x + strip.width : strip.x;
    if (Math.abs(y - port.y) < 1) return [{ x: edge, y }];
    const turn = (edge + port.x) / 2;
    return [
      { x: edge, y },
      { x: turn, y },
      { x: turn, y: port.y },
    ];
  }

  /** Between replicas of one node: out of the card on the right, and in again. */
  private peerPoints(from: number, to: number): Point[] {
    const [a, b] = [this.strip(from), this.strip(to)];
    const card = this.card(this.plan.instances[from].node);
    const edge = card.x + card.width;
    const start = { x: a.x + a.width, y: a.y + a.height / 2 };
    const end = { x: b.x + b.width, y: b.y + b.height / 2 };
    const out = edge + BULGE;
    const points = [start];
    for (let i = 0; i <= STEPS; i++) {
      points.push(
        bezier(
          { x: edge, y: start.y },
          { x: out, y: start.y },
          { x: out, y: end.y },
          { x: edge, y: end.y },
          i / STEPS,
        ),
      );
    }
    return [...points, end];
  }
}

function bezier(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const s = 1 - t;
  const [wa, wb, wc, wd] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: wa * a.x + wb * b.x + wc * c.x + wd * d.x, y: wa * a.y + wb * b.y + wc * c.y + wd * d.y };
}

function measured(path: readonly Point[]): Way {
  const points = new Float32Array(path.length * 2);
  const lengths = new Float32Array(path.length);
  path.forEach(({ x, y }, i) => {
    points[2 * i] = x;
    points[2 * i + 1] = y;
    if (i > 0) lengths[i] = lengths[i - 1] + Math.hypot(x - path[i - 1].x, y - path[i - 1].y);
  });
  return { points, lengths, length: lengths[path.length - 1] };
}

function reversed(way: Way): Way {
  const path: Point[] = [];
  for (let i = way.lengths.length - 1; i >= 0; i--)
    path.push({ x: way.points[2 * i], y: way.points[2 * i + 1] });
  return measured(path);
}

/**
 * The point at a share of a way, set off to its right so that both directions have a lane of their own.
 * Written to `out` as x, y: this runs for every dot of every picture.
 */
export function pointOn(way: Way, share: number, lane: number, out: Float32Array): void {
  const { points, lengths } = way;
  const goal = share * way.length;
  let low = 0;
  let high = lengths.length - 1;
  while (low < high - 1) {
    const middle = (low + high) >> 1;
    if (lengths[middle] <= goal) low = middle;
    else high = middle;
  }
  const span = lengths[high] - lengths[low];
  const part = span > 0 ? (goal - lengths[low]) / span : 0;
  const dx = points[2 * high] - points[2 * low];
  const dy = points[2 * high + 1] - points[2 * low + 1];
  const size = Math.sqrt(dx * dx + dy * dy);
  const aside = size > 0 ? lane / size : 0;
  out[0] = points[2 * low] + dx * part - dy * aside;
  out[1] = points[2 * low + 1] + dy * part + dx * aside;
}
