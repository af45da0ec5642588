import type { Palette } from '../../../view/palette.ts';
import { HOP, HOP_SIZE } from '../../../view/frame.ts';
import { pointOn, type Geometry } from '../../../view/topology/geometry.ts';
import { cross, IS_HOLLOW, OUTLINES, SHAPE_COLOUR, SHAPES } from './shapes.ts';

/** Seconds on screen that a dot takes at least for one hop: real ones are often shorter than a frame. */
const HOP_SECONDS = 0.42;
/** Seconds on screen that a lost dot falls. */
const FALL_SECONDS = 0.5;
/** How far it falls, in points. */
const FALL_POINTS = 24;
/** A lost message vanishes here, as a share of its way. */
const LOST_AT = 0.55;
/** A dot never starts later than this behind its message, in seconds on screen. */
const MOST_LAG = 4;
const CAPACITY = 1_500;
/** Half the distance between the lanes of the two directions. */
const LANE = 3.5;
const RADIUS = 3.8;

const LOST = SHAPES.length;

/**
 * The dots on screen, each a message of the run. A hop is shown at a walking pace, and a request's next hop
 * begins only when the dot of the last one has arrived, so that the dots of a request follow one another.
 * Columns instead of objects: this is filled and emptied at the speed of the run.
 */
export class Dots {
  count = 0;
  /** How many were on their way when they were last drawn; the others wait for the hop before. */
  visible = 0;
  private readonly from = new Int32Array(CAPACITY);
  private readonly to = new Int32Array(CAPACITY);
  private readonly root = new Float64Array(CAPACITY);
  private readonly shape = new Uint8Array(CAPACITY);
  private readonly start = new Float64Array(CAPACITY);
  private readonly end = new Float64Array(CAPACITY);
  /** When the dot of a request is seen to arrive at an instance: its next hop waits for that. */
  private readonly ready = new Map<number, number>();
  private readonly places = SHAPES.map(() => new Float32Array(CAPACITY * 2));
  private readonly placed = new Int32Array(SHAPES.length);
  private readonly point = new Float32Array(2);

  clear(): void {
    this.count = 0;
    this.ready.clear();
  }

  /** Takes in the hops of a frame. `pace` is simulated seconds per second on screen. */
  add(frame: Float64Array, offset: number, hops: number, pace: number): void {
    for (let i = 0; i < hops && this.count < CAPACITY; i++) this.addHop(frame, offset + i * HOP_SIZE, pace);
  }

  /** Lets go of dots that have arrived by `now`, and of those that a sparser sample does not hold. */
  tidy(now: number, sampling: number): void {
    const mask = 2 ** sampling - 1;
    for (let i = this.count - 1; i >= 0; i--) {
      if (this.end[i] <= now || (this.root[i] & mask) !== 0) this.remove(i);
    }
    if (this.ready.size > 4 * CAPACITY) {
      for (const [key, at] of this.ready) if (at <= now) this.ready.delete(key);
    }
  }

  /** Draws all dots as they are at `now`: one path per class. */
  draw(ctx: CanvasRenderingContext2D, now: number, pace: number, geometry: Geometry, colours: Palette): void {
    this.placed.fill(0);
    this.visible = 0;
    ctx.lineWidth = 1.4;
    for (let i = 0; i < this.count; i++) {
      if (now < this.start[i]) continue;
      this.visible++;
      if (this.shape[i] === LOST) this.drawLost(ctx, i, now, pace, geometry, colours);
      else this.place(i, (now - this.start[i]) / (this.end[i] - this.start[i]), geometry);
    }
    SHAPES.forEach((shape, index) => {
      if (this.placed[index] === 0) return;
      const colour = colours[SHAPE_COLOUR[shape]];
      ctx.beginPath();
      for (let k = 0; k < this.placed[index]; k++) {
        OUTLINES[shape](ctx, this.places[index][2 * k], this.places[index][2 * k + 1], RADIUS);
      }
      ctx.fillStyle = IS_HOLLOW[shape] ? colours.surface : colour;
      ctx.strokeStyle = colour;
      ctx.fill();
      if (IS_HOLLOW[shape]) ctx.stroke();
    });
  }

  private addHop(frame: Float64Array, at: number, pace: number): void {
    const i = this.count++;
    const [root, from, to] = [frame[at + HOP.root], frame[at + HOP.from], frame[at + HOP.to]];
    const [leaves, arrives] = [frame[at + HOP.leaves], frame[at + HOP.arrives]];
    const lost = arrives < 0;
    const ready = this.ready.get(keyOf(root, from)) ?? leaves;
    const start = ready > leaves && ready < leaves + MOST_LAG * pace ? ready : leaves;
    const shown = (lost ? HOP_SECONDS * LOST_AT + FALL_SECONDS : HOP_SECONDS) * pace;
    const end = start + (lost ? shown : Math.max(arrives - leaves, shown));
    this.root[i] = root;
    this.from[i] = from;
    this.to[i] = to;
    this.shape[i] = lost ? LOST : frame[at + HOP.shape];
    this.start[i] = start;
    this.end[i] = end;
    if (!lost) this.ready.set(keyOf(root, to), end);
  }

  private place(i: number, share: number, geometry: Geometry): void {
    const shape = this.shape[i];
    pointOn(geometry.way(this.from[i], this.to[i]), clamped(share), LANE, this.point);
    const k = this.placed[shape]++;
    this.places[shape][2 * k] = this.point[0];
    this.places[shape][2 * k + 1] = this.point[1];
  }

  /** A lost message stops on its way, falls and fades. */
  private drawLost(
    ctx: CanvasRenderingContext2D,
    i: number,
    now: number,
    pace: number,
    geometry: Geometry,
    colours: Palette,
  ): void {
    const falling = FALL_SECONDS * pace;
    const travelled = Math.min(1, (now - this.start[i]) / (this.end[i] - falling - this.start[i]));
    const fallen = Math.max(0, (now - (this.end[i] - falling)) / falling);
    pointOn(geometry.way(this.from[i], this.to[i]), LOST_AT * travelled, LANE, this.point);
    ctx.globalAlpha = 1 - fallen;
    ctx.strokeStyle = colours.error;
    ctx.beginPath();
    cross(ctx, this.point[0], this.point[1] + FALL_POINTS * fallen * fallen, RADIUS);
    ctx.stroke();
    ctx.globalAlpha = 1;
  }

  private remove(i: number): void {
    const last = --this.count;
    for (const column of [this.from, this.to, this.root, this.shape, this.start, this.end])
      column[i] = column[last];
  }
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function keyOf(root: number, instance: number): number {
  return root * 65_536 + instance;
}
