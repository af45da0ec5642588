import pc from 'picocolors';
import { Run } from '../sim-core/run/run.ts';
import { outcomeOf, type Outcome } from '../sim-core/run/experiment/replications.ts';
import type { Scenario } from '../sim-core/scenario/index.ts';
import { showProgress } from './progress.ts';

/** Events between two looks at the clock and at Ctrl-C. */
const BREATH = 200_000;

/** One run of an experiment. */
export interface Task {
  readonly scenario: Scenario;
  readonly seed: number;
}

/**
 * Runs tasks one after another with a progress bar. After each one `next` says which comes next, or null for
 * enough. Ctrl-C ends it between two looks; what is complete is kept.
 */
export async function runTasks(
  planned: number,
  quiet: boolean,
  next: () => Task | null,
  done: (outcome: Outcome) => void,
): Promise<{ readonly interrupted: boolean }> {
  const signal = { given: false };
  const onSignal = (): void => {
    signal.given = true;
  };
  process.once('SIGINT', onSignal); // a second Ctrl-C ends the program at once
  const progress = showProgress(planned, quiet, 'runs');
  let complete = 0;
  for (let task = next(); task !== null; task = next()) {
    const run = new Run(task.scenario, { seed: task.seed });
    while (!signal.given && !run.finished) {
      run.advance(run.duration, BREATH);
      if (progress.update(complete + run.now / run.duration)) await breathe();
    }
    if (signal.given) break;
    done(outcomeOf(run.report()));
    complete++;
  }
  progress.stop();
  process.removeListener('SIGINT', onSignal);
  if (signal.given)
    process.stderr.write(`${pc.yellow(`Interrupted after ${complete} runs; these are what is compared.`)}\n`);
  return { interrupted: signal.given };
}

/** Lets signals in. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
