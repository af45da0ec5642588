import type { Palette } from '../palette.ts';
import type { SvgPen } from '../svg-pen.ts';

/**
 * A report for people, as data: sections of prose, facts, verdicts, tables and figures. One renderer makes HTML of
 * it, another Markdown; whoever has something to say builds one of these and knows neither.
 */
export interface Paper {
  /** What sort of paper: `Run`, `Comparison`. */
  readonly sort: string;
  readonly title: string;
  /** One line under the title: on what all this rests. */
  readonly basis: string;
  readonly sections: readonly Section[];
}

export interface Section {
  /** Empty for what stands right under the title. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block = Prose | Verdict | Facts | Table | Figure | Code | Checklist;

/** Paragraphs, lists and tables in the little Markdown of stories. */
export interface Prose {
  readonly kind: 'prose';
  readonly text: string;
  /** Comments are set smaller. */
  readonly tone?: 'story' | 'note';
}

export type Tone = 'good' | 'bad' | 'open';

/** A sentence that can be defended. */
export interface Verdict {
  readonly kind: 'verdict';
  readonly tone: Tone;
  readonly text: string;
  /** What it rests on. */
  readonly note?: string;
}

/** A few figures that stand for the whole. */
export interface Facts {
  readonly kind: 'facts';
  readonly facts: readonly { readonly label: string; readonly value: string; readonly note?: string }[];
}

/** What was asked, and whether it holds. */
export interface Checklist {
  readonly kind: 'checklist';
  readonly items: readonly { readonly tone: Tone; readonly text: string; readonly note: string }[];
}

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly head: readonly string[];
  /** Cells are text; numbers are aligned by what stands in their column. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A text, or one whose tone also shows. */
export type Cell = string | { readonly text: string; readonly tone: Tone };

/** Text to be copied or read as it is. */
export interface Code {
  readonly kind: 'code';
  readonly caption: string;
  readonly text: string;
  /** Of the text, for editors that colour it. */
  readonly language: string;
  /** Long ones are shown only when asked for. */
  readonly folded?: boolean;
}

/** A picture, with its sentence for those who do not see it. */
export interface Figure {
  readonly kind: 'figure';
  readonly title: string;
  readonly summary: string;
  /** Points that it takes when it is so wide. */
  readonly height: (width: number) => number;
  readonly paint: (pen: SvgPen, width: number, colours: Palette) => void;
  /** Its main values; shown when asked for, and in place of the picture where there are none. */
  readonly values: Table | null;
}

/** Text of a cell, whatever its tone. */
export function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}
