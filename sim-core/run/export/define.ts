import type { Run } from '../run.ts';
import type { SpanRecorder } from '../spans/span-recorder.ts';

/** A form in which what was seen of a run can be handed to other programs. */
export interface Exporter {
  readonly name: string;
  readonly summary: string;
  /** Whether it needs the spans of the run. */
  readonly needsSpans: boolean;
  /**
   * The text, in pieces. @param recorder has watched the run from its beginning; null unless {@link needsSpans}.
   */
  write(run: Run, recorder: SpanRecorder | null): Iterable<string>;
}
