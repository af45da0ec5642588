import type { Plan } from '../../../sim-core/run/plan.ts';
import { Dots } from '../canvas/dots.ts';
import { DisplayClock } from '../canvas/display-clock.ts';
import { FLAGS, HEADER, hopsAt } from '../../../view/frame.ts';
import { Recording } from '../../../view/recording.ts';

type Listener = () => void;

/**
 * What changes with every frame, kept outside React: the newest frame, the dots on their way, the recording
 * that charts and timeline read. Views listen and draw; nothing here renders.
 */
export class Live {
  plan: Plan | null = null;
  /** The newest frame; the one before goes back to the worker to be filled again. */
  frame: Float64Array | null = null;
  recording: Recording | null = null;
  /** The recording of the future that an intervention in the past has put aside. */
  ghost: { readonly recording: Recording; readonly from: number } | null = null;
  /** While the head is dragged: the instant that views show from the recording. */
  preview: number | null = null;
  /** Utilisation of every instance over the last stretch; one look at its cores says little. */
  shares = new Float64Array(0);
  readonly dots = new Dots();
  readonly clock = new DisplayClock();
  /** Requests are shown whose hash ends in at least so many zero bits; frames may hold more. */
  wanted = 0;
  private jump = -1;
  private readonly frameListeners = new Set<Listener>();
  private readonly recordListeners = new Set<Listener>();

  open(plan: Plan): void {
    this.plan = plan;
    this.frame = null;
    this.recording = new Recording(plan);
    this.ghost = null;
    this.preview = null;
    this.shares = new Float64Array(plan.instances.length);
    this.jump = -1;
    this.wanted = 0;
    this.dots.clear();
    this.clock.set(0, performance.now());
    this.tellRecord();
  }

  /** Takes a frame in and returns the array that is free again. */
  take(frame: Float64Array): Float64Array | null {
    const old = this.frame;
    const { plan } = this;
    this.frame = frame;
    if (plan === null) return old;
    const wall = performance.now();
    const now = frame[HEADER.now];
    if (frame[HEADER.jump] !== this.jump) {
      this.jump = frame[HEADER.jump];
      this.dots.clear();
      this.clock.set(now, wall);
    }
    const pace = frame[HEADER.pace];
    this.dots.add(frame, hopsAt(plan.instances.length), frame[HEADER.hops], pace);
    const wasPlaying = this.clock.isRunning;
    this.clock.tell(now, pace, this.isPlaying, wall);
    if (wasPlaying && this.isFinished) this.clock.drain();
    this.redraw();
    return old;
  }

  private get isFinished(): boolean {
    return this.frame !== null && (this.frame[HEADER.flags] & FLAGS.finished) !== 0;
  }

  /** Something on the picture moves. */
  get moves(): boolean {
    return this.isPlaying || (this.clock.isDraining && this.dots.count > 0);
  }

  /** One dot stands for 2^this requests. */
  get sampling(): number {
    return Math.max(this.wanted, this.frame === null ? 0 : this.frame[HEADER.sampling]);
  }

  get isPlaying(): boolean {
    return this.frame !== null && (this.frame[HEADER.flags] & FLAGS.playing) !== 0;
  }

  /** Simulated time of the newest frame, or of the instant under the dragged head. */
  get now(): number {
    return this.preview ?? (this.frame === null ? 0 : this.frame[HEADER.now]);
  }

  show(preview: number | null): void {
    this.preview = preview;
    this.redraw();
    this.tellRecord();
  }

  /** From `time` on another future begins. What was recorded of the old one becomes a ghost. */
  changeFuture(time: number): void {
    const { recording } = this;
    if (recording === null || recording.end <= time + recording.interval) return;
    this.ghost = { recording: recording.copy(), from: time };
    recording.truncate(time);
    this.tellRecord();
  }

  /** What is drawn changed without a new frame. */
  redraw(): void {
    for (const listener of this.frameListeners) listener();
  }

  onFrame(listener: Listener): () => void {
    this.frameListeners.add(listener);
    return () => this.frameListeners.delete(listener);
  }

  /** Calls back when the recording grew or what charts show changed otherwise. */
  onRecord(listener: Listener): () => void {
    this.recordListeners.add(listener);
    return () => this.recordListeners.delete(listener);
  }

  tellRecord(): void {
    for (const listener of this.recordListeners) listener();
  }
}

export const live = new Live();
