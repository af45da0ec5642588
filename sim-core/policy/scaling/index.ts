import { predictive } from './predictive.ts';
import { queueDepth } from './queue-depth.ts';
import type { Scaler } from './scaler.ts';
import { scheduled } from './scheduled.ts';
import { step } from './step.ts';
import { targetTracking } from './target-tracking.ts';

/** Every scaler there is. Schema, page, CLI and table tests read this list. */
export const scalers: readonly Scaler[] = [targetTracking, step, scheduled, queueDepth, predictive];

export function scalerNamed(name: string): Scaler {
  return scalers.find((scaler) => scaler.name === name)!;
}
