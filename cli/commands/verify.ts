import { colours as pc } from '../render/colours.ts';
import { Run } from '../../sim-core/run/run.ts';
import { HELD, INTERNAL } from '../exit-codes.ts';
import { interventionsOf, loadFile } from '../load.ts';

export interface VerifyFlags {
  readonly seed?: number | undefined;
  readonly set: readonly string[];
  readonly do: readonly string[];
}

/** Steps of simulated time that share no factor, so that cuts fall everywhere. */
const STEPS = [0.37, 1.01, 0.013, 2.3];
const REPORT_EVERY = 50;

/** Runs a scenario twice, the second time in odd pieces and watched, and compares second by second. */
export function verifyCommand(file: string, flags: VerifyFlags): number {
  const { scenario } = loadFile(file, flags.set);
  const options = {
    interventions: interventionsOf(flags.do, scenario),
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
  };
  const whole = new Run(scenario, options);
  whole.advance(whole.duration);
  const pieces = new Run(scenario, options);
  for (let i = 0; !pieces.finished; i++) {
    pieces.advance(pieces.now + STEPS[i % STEPS.length] * Math.max(1, pieces.duration / 300), 100_000 + i);
    if (i % REPORT_EVERY === 0) pieces.report();
  }
  const difference = firstDifference(whole, pieces);
  if (difference === null) {
    process.stdout.write(`${pc.green('✓')} the same run twice: ${whole.fingerprint}\n`);
    return HELD;
  }
  process.stdout.write(`${pc.red('✗')} ${difference}\n`);
  return INTERNAL;
}

/** In words where two runs part, or null if they are the same run. */
export function firstDifference(a: Run, b: Run): string | null {
  if (a.fingerprint === b.fingerprint && a.now === b.now) return null;
  const [first, second] = [a.world.simulation.fingerprint, b.world.simulation.fingerprint];
  const seconds = Math.min(first.seconds, second.seconds);
  for (let i = 0; i < seconds; i++) {
    if (first.at(i) !== second.at(i)) {
      return `the runs differ first in second ${i} (${i} s to ${i + 1} s): ${first.at(i)} against ${second.at(i)}`;
    }
  }
  return `the runs differ after second ${seconds}: ${a.fingerprint} at ${a.now} s against ${b.fingerprint} at ${b.now} s`;
}
