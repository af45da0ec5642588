import type { Live } from '../state/live.ts';
import { palette } from '../theme/palette.ts';
import { HEADER, instanceAt } from '../../../view/frame.ts';
import { isMatrix, isWordy, type Rect } from '../../../view/topology/card-size.ts';
import type { Geometry } from '../../../view/topology/geometry.ts';
import { drawDown, drawMatrixCell, drawStrip } from '../../../view/topology/instance-drawing.ts';

/** Pan and zoom of the topology. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** How fast the utilisation bar follows, per second on screen. */
const BAR_SPEED = 5;
/** Below this small print can't be read: cards show less, and that larger. */
export const SMALL_PRINT = 0.7;
/** Below this zoom a strip is a smudge: only cards and dots are drawn. */
const DETAIL_ZOOM = 0.42;

/**
 * Draws everything that moves on one canvas above the cards. Asks for animation frames only while the run
 * plays or something on it changed; paused and hidden pages cost nothing.
 */
export class Stage {
  private readonly canvas: HTMLCanvasElement;
  private readonly ctx: CanvasRenderingContext2D;
  private readonly live: Live;
  private geometry: Geometry | null = null;
  private view: View = { x: 0, y: 0, zoom: 1 };
  private shares = new Float32Array(0);
  private requested = 0;
  private drawnAt = 0;
  private readonly stopListening: () => void;
  private readonly previewRows: { values: Float64Array } = { values: new Float64Array(0) };
  /** Travelling dots; off under reduced motion. */
  showDots = true;

  constructor(canvas: HTMLCanvasElement, live: Live) {
    this.canvas = canvas;
    this.ctx = canvas.getContext('2d')!;
    this.live = live;
    this.stopListening = live.onFrame(() => this.invalidate());
  }

  close(): void {
    this.stopListening();
    cancelAnimationFrame(this.requested);
  }

  setGeometry(geometry: Geometry): void {
    this.geometry = geometry;
    this.invalidate();
  }

  setView(view: View): void {
    this.view = view;
    this.invalidate();
  }

  resize(width: number, height: number): void {
    const ratio = Math.min(2, devicePixelRatio);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.draw(performance.now());
  }

  /** Draws in the next animation frame. */
  invalidate(): void {
    if (this.requested === 0) this.requested = requestAnimationFrame((wall) => this.tick(wall));
  }

  private tick(wall: number): void {
    this.requested = 0;
    this.draw(wall);
    if (this.live.moves && this.live.preview === null) this.invalidate();
  }

  private draw(wall: number): void {
    const { ctx, canvas, live, geometry, view } = this;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    if (geometry === null || live.frame === null || live.plan !== geometry.plan) return;
    const ratio = canvas.width / Math.max(1, canvas.clientWidth);
    ctx.setTransform(view.zoom * ratio, 0, 0, view.zoom * ratio, view.x * ratio, view.y * ratio);
    const now = live.clock.read(wall);
    const passed = Math.min(0.2, (wall - this.drawnAt) / 1000);
    this.drawnAt = wall;
    if (view.zoom >= DETAIL_ZOOM) this.drawInstances(geometry, passed);
    if (live.preview !== null || !this.showDots) return;
    live.dots.tidy(now, live.sampling);
    live.dots.draw(ctx, now, live.frame[HEADER.pace], geometry, palette());
  }

  private drawInstances(geometry: Geometry, passed: number): void {
    const { plan } = geometry;
    const values = this.valuesToShow();
    if (this.shares.length !== plan.instances.length) this.shares = new Float32Array(plan.instances.length);
    const colours = palette();
    for (const node of plan.nodes) {
      const { length } = node.instances;
      const matrix = isMatrix(length);
      const wordy = isWordy(length, node.tier);
      let last: Rect | null = null;
      for (const instance of node.instances) {
        const strip = geometry.strip(instance);
        // Many replicas may share a cell: the first of them speaks for it.
        if (matrix && last !== null && last.x === strip.x && last.y === strip.y) continue;
        last = strip;
        const at = instanceAt(instance);
        const row = { values, at, share: this.follow(instance, passed) };
        if (wordy) drawDown(this.ctx, strip, row, colours);
        else if (matrix) drawMatrixCell(this.ctx, strip, row, colours);
        else drawStrip(this.ctx, strip, row, colours, this.view.zoom >= SMALL_PRINT);
      }
    }
  }

  /** The newest frame, or what the recording knows of the instant under the dragged head. */
  private valuesToShow(): Float64Array {
    const { frame, preview, recording } = this.live;
    if (preview === null || recording === null) return frame!;
    if (this.previewRows.values.length !== frame!.length) this.previewRows.values = frame!.slice();
    recording.readInstances(preview, this.previewRows.values);
    return this.previewRows.values;
  }

  /** The bar glides to the utilisation that was read last. */
  private follow(instance: number, passed: number): number {
    const follows = this.live.isPlaying && this.live.preview === null;
    const weight = follows ? 1 - Math.exp(-passed * BAR_SPEED) : 1;
    this.shares[instance] += ((this.live.shares[instance] ?? 0) - this.shares[instance]) * weight;
    return this.shares[instance];
  }
}
