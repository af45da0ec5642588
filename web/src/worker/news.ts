import type { Run } from '../../../sim-core/run/run.ts';
import { readInstances } from '../../../sim-core/run/instance-view.ts';
import { digestOf } from './digest.ts';
import type { Scene } from './scene.ts';
import { FLAGS, frameLength, HEADER, HOP_SIZE, hopsAt, instanceAt } from '../../../view/frame.ts';
import { chunkOf } from '../../../view/record.ts';
import type { Crash, EngineLetter, EngineNews } from './protocol.ts';

export type Post = (letter: EngineLetter, transfer: Transferable[]) => void;

/** Milliseconds between two frames, two digests, two chunks of the recording. */
const FRAME = 16;
const DIGEST = 250;
const SERIES = 100;
/** Arrays under way at most; a page that does not give them back gets no more. */
const MOST_FRAMES = 3;

/** Sends the page what it draws: frames at the pace of screens, numbers at the pace of readers. */
export class News {
  private readonly send: Post;
  /** Number of the run that is told about. */
  run = 0;
  private free: Float64Array[] = [];
  private made = 0;
  private frameAt = -Infinity;
  private digestAt = -Infinity;
  private seriesAt = -Infinity;
  private rowsSent = 0;
  private momentsSent = -1;
  private jumps = 0;
  /** The newest frame found no free array. */
  private owed = false;

  constructor(send: Post) {
    this.send = send;
  }

  /** Another run: its frames have another length. */
  forget(): void {
    this.run++;
    this.free = [];
    this.made = 0;
    this.rowsSent = 0;
    this.momentsSent = -1;
    this.jumps++;
  }

  /** The clock jumped: dots from before are void. */
  jumped(): void {
    this.jumps++;
  }

  /** What was recorded after `time` belongs to another future and will be recorded anew. */
  anotherFuture(from: number, interval: number): void {
    this.rowsSent = Math.min(this.rowsSent, Math.floor(from / interval + 1e-9) + 1);
    this.momentsSent = -1;
    this.post({ type: 'future', from }, []);
  }

  /** @returns whether a frame that could not be sent is still wanted. */
  takeBack(frame: Float64Array): boolean {
    this.free.push(frame);
    return this.owed;
  }

  tell(scene: Scene, lazily: boolean): void {
    const wall = performance.now();
    if (!lazily || wall - this.seriesAt >= SERIES) {
      this.seriesAt = wall;
      this.sendSeries(scene.run);
    }
    if (!lazily || wall - this.frameAt >= FRAME) {
      this.frameAt = wall;
      this.sendFrame(scene);
    }
    if (!lazily || wall - this.digestAt >= DIGEST) {
      this.digestAt = wall;
      const { length } = scene.run.world.moments.list;
      this.post({ type: 'digest', digest: digestOf(scene, length !== this.momentsSent) }, []);
      this.momentsSent = length;
    }
  }

  private sendSeries(run: Run): void {
    const { series } = run.sampler;
    const from = this.rowsSent;
    if (series.rows <= from) return;
    const chunk = chunkOf(run, from);
    this.rowsSent = series.rows;
    this.post({ type: 'series', chunk }, [chunk.series.buffer, ...chunk.heat.map(({ buffer }) => buffer)]);
  }

  private sendFrame({ run, hops, pace, playing }: Scene): void {
    const frame = this.take(frameLength(run.plan.instances.length));
    this.owed = frame === null;
    if (frame === null) return;
    const { simulation, requests } = run.world;
    frame[HEADER.now] = run.now;
    frame[HEADER.events] = simulation.delivered;
    frame[HEADER.pace] = pace;
    frame[HEADER.flags] = (playing ? FLAGS.playing : 0) + (run.finished ? FLAGS.finished : 0);
    frame[HEADER.live] = requests.live;
    frame[HEADER.sampling] = hops.sampling;
    frame[HEADER.hops] = hops.count;
    frame[HEADER.jump] = this.jumps;
    readInstances(run.world, frame, instanceAt(0));
    frame.set(hops.rows.subarray(0, hops.count * HOP_SIZE), hopsAt(run.plan.instances.length));
    hops.clear();
    this.post({ type: 'frame', frame }, [frame.buffer]);
  }

  /** An array to fill: one that came back, or a new one while there are few. */
  private take(length: number): Float64Array | null {
    const free = this.free.pop();
    if (free !== undefined) return free.length === length ? free : new Float64Array(length);
    if (this.made >= MOST_FRAMES) return null;
    this.made++;
    return new Float64Array(length);
  }

  seeking(share: number): void {
    this.post({ type: 'seeking', share }, []);
  }

  crashed(crash: Crash): void {
    this.post({ type: 'crash', crash }, []);
  }

  private post(news: EngineNews, transfer: Transferable[]): void {
    this.send({ run: this.run, news }, transfer);
  }
}
