import type { Recording } from '../state/recording.ts';
import type { Live } from '../state/live.ts';
import type { Palette } from '../theme/palette.ts';
import type { Band } from '../timeline/bands.ts';
import type { PageObjective } from '../worker/protocol.ts';

/** What a chart is drawn from. */
export interface Scene {
  readonly live: Live;
  readonly recording: Recording;
  readonly bands: readonly Band[];
  readonly objectives: readonly PageObjective[];
  readonly client: number;
  readonly colours: Palette;
  /** Names in the language of the page. */
  readonly words: Readonly<Record<string, string>>;
  readonly latencyMode: 'heatmap' | 'lines';
}

/** Fewer rows than this are not worth drawing. */
const FIRST_ROWS = 4;

/** Too early to see anything. */
export function isEmpty({ recording }: Scene): boolean {
  return recording.rows < FIRST_ROWS;
}

/** The place on the canvas for the data itself. */
export interface Frame {
  readonly ctx: CanvasRenderingContext2D;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** Width of the canvas: end labels may use what is right of the plot. */
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
