import type { Recording } from '../recording.ts';
import type { Palette } from '../palette.ts';
import type { Pen } from '../pen.ts';
import type { Band } from './bands.ts';

/** A line that a figure should keep to one side of. */
export interface Bound {
  readonly text: string;
  readonly metric: string;
  readonly bound: number;
}

/** What a chart is drawn from. */
export interface Scene {
  readonly recording: Recording;
  /** The run as it would have gone on; drawn thin beside it. */
  readonly ghost: Recording | null;
  readonly bands: readonly Band[];
  readonly objectives: readonly Bound[];
  readonly client: number;
  readonly colours: Palette;
  /** Names in the reader's language. */
  readonly words: Readonly<Record<string, string>>;
  readonly latencyMode: 'heatmap' | 'lines';
}

/** Fewer rows than this are not worth drawing. */
const FIRST_ROWS = 4;

/** Too early to see anything. */
export function isEmpty({ recording }: Scene): boolean {
  return recording.rows < FIRST_ROWS;
}

/** The place for the data itself. */
export interface Frame {
  readonly ctx: Pen;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** Width of the whole picture: end labels may use what is right of the plot. */
  readonly full: number;
}

/** A figure beside a chart: the value at the pointer, or at the newest instant. */
export interface Reading {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly colour: string;
  readonly dash: readonly number[];
  /** What the value rests on. */
  readonly basis: string;
}

/** A chart: draws itself and tells its values at an instant. */
export interface Painter {
  paint(scene: Scene, frame: Frame): void;
  read(scene: Scene, at: number): readonly Reading[];
}
