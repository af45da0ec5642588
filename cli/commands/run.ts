import { errorColours as pc } from '../render/colours.ts';
import type { Report } from '../../sim-core/run/report.ts';
import { Run } from '../../sim-core/run/run.ts';
import { HELD, INTERNAL, INTERRUPTED, LIMIT_HIT, OBJECTIVE_MISSED, USAGE } from '../exit-codes.ts';
import { breathe } from '../breathe.ts';
import { exportsOf, recorderFor, USUAL_SPANS, writeExports } from '../exports.ts';
import { Refusal, refuseTakenIn, writeFiles } from '../files.ts';
import { interventionsOf, loadFile } from '../load.ts';
import { showProgress } from '../progress.ts';
import { refuseTakenPapers, writePaper, type PaperFlags } from '../papers/write.ts';
import { charts } from '../render/charts.ts';
import { seriesCsv } from '../render/series-csv.ts';
import { summary } from '../render/summary.ts';
import { replicate } from './replicate.ts';

export interface RunFlags extends PaperFlags {
  readonly seed?: number | undefined;
  readonly duration?: string | undefined;
  readonly warmup?: string | undefined;
  readonly set: readonly string[];
  readonly do: readonly string[];
  /** `FORMAT=FILE` texts. */
  readonly export?: readonly string[];
  /** Spans that exports keep at most. */
  readonly spans?: number | undefined;
  readonly json?: true | undefined;
  readonly out?: string | undefined;
  readonly replications?: number | undefined;
  readonly until?: string | undefined;
  readonly confidence: number;
  readonly jobs?: number | undefined;
}

/** What `--out` writes. */
const FILES = ['report.json', 'summary.txt', 'series.csv'] as const;

/** Simulated in so many pieces, so that Ctrl-C and the progress bar get their turn. */
const PIECES = 400;

export async function runCommand(file: string, flags: RunFlags): Promise<number> {
  const { duration, warmup } = flags;
  const set = [
    ...flags.set,
    ...(duration === undefined ? [] : [`duration=${duration}`]),
    ...(warmup === undefined ? [] : [`warmup=${warmup}`]),
  ];
  const loaded = loadFile(file, set);
  const { scenario, source } = loaded;
  refuseTakenPapers(flags);
  const exports = exportsOf(flags.export ?? [], flags.force === true);
  if (flags.replications !== undefined || flags.until !== undefined) {
    if (flags.do.length > 0 || exports.length > 0)
      throw new Refusal('--replications and --until go with neither --do nor --export.', USAGE);
    return replicate(loaded, { ...flags, file });
  }
  if (flags.out !== undefined) refuseTakenIn(flags.out, FILES, flags.force === true);
  const interventions = interventionsOf(flags.do, scenario);
  const run = new Run(scenario, { interventions, ...(flags.seed === undefined ? {} : { seed: flags.seed }) });
  const recorder = recorderFor(run, exports, flags.spans ?? USUAL_SPANS);
  const interrupted = await play(run, flags.json === true);
  writeExports(run, recorder, exports);
  const report = run.report();
  await writePaper(flags, async () => {
    const { runPaper } = await import('../papers/run-paper.ts');
    const acts = flags.do.map((text, i) => ({ at: interventions[i].at, text }));
    return runPaper(run, report, { file, text: source.text, set, acts });
  });
  const text = summary(report, run.plan, flags.json === true ? [] : charts(run));
  process.stdout.write(flags.json === true ? `${JSON.stringify(report, null, 2)}\n` : `${text}\n`);
  if (flags.out !== undefined) {
    const contents = [`${JSON.stringify(report, null, 2)}\n`, `${plain(text)}\n`, seriesCsv(run)];
    writeFiles(flags.out, new Map(FILES.map((name, i) => [name, contents[i]])), flags.force === true);
  }
  return interrupted ? INTERRUPTED : exitCode(report);
}

export function exitCode({ problems, stopReason, objectives }: Report): number {
  if (stopReason.kind === 'limit') return LIMIT_HIT;
  if (problems.some(({ severity }) => severity === 'error')) return INTERNAL;
  return objectives.some(({ held }) => held !== true) ? OBJECTIVE_MISSED : HELD;
}

/** Runs to the end, or until Ctrl-C. @returns whether it was interrupted. */
async function play(run: Run, quiet: boolean): Promise<boolean> {
  const signal = { given: false };
  const onSignal = (): void => {
    signal.given = true;
  };
  process.once('SIGINT', onSignal); // a second Ctrl-C ends the program at once
  const progress = showProgress(run.duration, quiet);
  for (let piece = 1; piece <= PIECES && !signal.given && !run.finished; piece++) {
    const until = (run.duration * piece) / PIECES;
    while (!signal.given && !run.finished && !run.advance(until, 200_000)) {
      progress.update(run.now);
      await breathe();
    }
    if (progress.update(run.now)) await breathe();
  }
  progress.stop();
  process.removeListener('SIGINT', onSignal);
  if (signal.given) {
    const { interval } = run.plan;
    const far =
      run.now < interval
        ? `before the first figures were read, at ${interval} s`
        : 'this is what was measured so far';
    process.stderr.write(`${pc.yellow(`Interrupted at ${run.now} s; ${far}.`)}\n`);
  }
  return signal.given;
}

const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

function plain(text: string): string {
  return text.replaceAll(ESCAPES, '');
}
