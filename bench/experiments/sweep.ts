import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sweepCommand } from '../../cli/commands/sweep.ts';
import { outcomeOf } from '../../sim-core/run/experiment/replications.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loaded, processorOf, text, wallOf } from './measured.ts';

/** Processor time of a sweep and of its runs alone, in seconds. */
export interface Sweep {
  readonly runs: number;
  readonly sweep: number;
  readonly bare: number;
  /** Seconds of `bare` that went into reports and the figures taken out of them. */
  readonly figures: number;
  /** Seconds on the wall that a run takes longer when its outcome is kept in a folder. */
  readonly kept: number;
}

const POINTS = 50;
const REPLICATIONS = 20;
/** Both sides are measured so many times; what the machine does beside them makes each of them dearer, so the cheapest counts. */
const TURNS = 3;
/** Replications of the sweeps that differ by their folder. */
const FEW = 4;
/** Simulated: a run of several milliseconds, which is short. */
const SECONDS = 100;

/** The command `sweep` with all that it does, beside the bare runs of the same scenarios. */
export async function measureSweep(share: number, folder: string): Promise<Sweep> {
  const file = path.join(folder, 'one-server.yaml');
  const document = text(SECONDS);
  writeFileSync(file, document);
  const replications = Math.max(2, Math.round(REPLICATIONS * share));
  const rates = Array.from({ length: POINTS }, (_, i) => 40 + i);
  const sweepOf = (count: number, out?: string) =>
    quietly(() =>
      sweepCommand(file, {
        factor: [`nodes.web.rate=${rates.map((rate) => `${rate}/s`).join(',')}`],
        design: 'grid',
        at: [],
        replications: count,
        confidence: 0.95,
        set: [],
        jobs: 1,
        out: out === undefined ? undefined : path.join(folder, out),
        json: true,
      }),
    );
  const scenarios = rates.map((rate) => loaded(document, [`nodes.web.rate=${rate}/s`]));
  let inFigures = 0;
  const bare = async (count: number): Promise<void> => {
    for (let seed = 1; seed <= count; seed++) {
      for (const scenario of scenarios) {
        const run = new Run(scenario, { seed });
        run.advance(run.duration);
        inFigures += await processorOf(async () => outcomeOf(run.report()));
      }
    }
  };
  // Both in turns, so that neither is the one that the compiler has not seen.
  await bare(2);
  await sweepOf(2, 'warm-up');
  const half = Math.ceil(replications / 2);
  let calmest = { sweep: Infinity, bare: Infinity, figures: Infinity };
  for (let turn = 0; turn < TURNS; turn++) {
    inFigures = 0;
    const first = await processorOf(() => bare(half));
    const sweep = await processorOf(() => sweepOf(2 * half));
    const second = await processorOf(() => bare(half));
    calmest = {
      sweep: Math.min(calmest.sweep, sweep),
      bare: Math.min(calmest.bare, first + second),
      figures: Math.min(calmest.figures, inFigures),
    };
  }
  const plain = await wallOf(() => sweepOf(FEW));
  const kept = (await wallOf(() => sweepOf(FEW, 'measured'))) - plain;
  return {
    runs: POINTS * 2 * half,
    ...calmest,
    kept: kept / (POINTS * FEW),
  };
}

async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
