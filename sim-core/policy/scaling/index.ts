import { predictive } from './predictive.ts';
import { queueDepth } from './queue-depth.ts';
import type { Scaler } from './scaler.ts';
import { scheduled } from './scheduled.ts';
import { step } from './step.ts';
import { targetTracking } from './target-tracking.ts';

/** Every way to decide how many replicas there should be. Schema, page, CLI and tests read this list. */
export const scalers = [
  targetTracking,
  step,
  scheduled,
  queueDepth,
  predictive,
] as unknown as readonly Scaler[];

export function scalerNamed(name: string): Scaler {
  return scalers.find((scaler) => scaler.name === name)!;
}
