import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { exporters, type Exporter } from '../sim-core/run/export/index.ts';
import type { Run } from '../sim-core/run/run.ts';
import { SpanRecorder } from '../sim-core/run/spans/span-recorder.ts';
import { USAGE } from './exit-codes.ts';
import { Refusal, refuseTaken } from './files.ts';

/** One `--export FORMAT=FILE`. */
export interface Export {
  readonly exporter: Exporter;
  readonly file: string;
}

/** Spans that are kept when nobody says how many. */
export const USUAL_SPANS = 100_000;

/** Reads the `--export` options, and refuses files that are there already before any work is done. */
export function exportsOf(texts: readonly string[], force: boolean): Export[] {
  const found = texts.map((text): Export => {
    const equals = text.indexOf('=');
    const exporter = exporters.find(({ name }) => name === text.slice(0, Math.max(0, equals)));
    const file = text.slice(equals + 1);
    if (exporter === undefined || file === '') {
      const names = exporters.map(({ name }) => name).join(', ');
      throw new Refusal(`--export ${text}: write FORMAT=FILE. Formats are: ${names}.`, USAGE);
    }
    return { exporter, file };
  });
  refuseTaken(
    found.map(({ file }) => file),
    force,
  );
  return found;
}

/** Watches a run that has not begun, if any of the exports needs its spans. */
export function recorderFor(run: Run, exports: readonly Export[], most: number): SpanRecorder | null {
  return exports.some(({ exporter }) => exporter.needsSpans) ? new SpanRecorder(run.world, most) : null;
}

/** Writes every export, piece by piece, under a temporary name first. */
export function writeExports(run: Run, recorder: SpanRecorder | null, exports: readonly Export[]): void {
  for (const { exporter, file } of exports) {
    mkdirSync(path.dirname(file), { recursive: true });
    const temporary = `${file}.${process.pid}.tmp`;
    const handle = openSync(temporary, 'w');
    let size = 0;
    for (const piece of pieces(exporter.write(run, recorder))) size += writeSync(handle, piece);
    closeSync(handle);
    renameSync(temporary, file);
    const share =
      recorder === null || !exporter.needsSpans || recorder.sampling === 0 ? '' : sampled(recorder);
    process.stderr.write(`Wrote ${file} (${Math.ceil(size / 1000)} kB)${share}\n`);
  }
}

function sampled({ sampling }: SpanRecorder): string {
  return `: one of ${2 ** sampling} logical requests, with all that was done for it; --spans keeps more`;
}

const PIECE = 1 << 16;

/** Larger pieces: each costs a call to the system. */
function* pieces(texts: Iterable<string>): Iterable<string> {
  let buffer = '';
  for (const text of texts) {
    buffer += text;
    if (buffer.length < PIECE) continue;
    yield buffer;
    buffer = '';
  }
  if (buffer !== '') yield buffer;
}
