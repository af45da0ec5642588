import type { Outcome } from '../../sim-core/run/experiment/replications.ts';

/** An outcome that is made up: what is not said is as after a run that went well. */
export function madeOutcome(said: Partial<Outcome>): Outcome {
  return {
    seed: 0,
    fingerprint: '',
    figures: new Map(),
    held: [],
    measured: [],
    warnings: [],
    finished: true,
    steady: true,
    warmup: 0,
    seconds: 1,
    ...said,
  };
}
