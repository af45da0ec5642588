import { isPresent } from '../sim-core/run/presence.ts';
import type { Recording } from './recording.ts';

/** Of some instances, those that were there at a row of the recording: not out of service on purpose. */
export function presentAt(recording: Recording, instances: readonly number[], row: number): number[] {
  return instances.filter((instance) => isPresent(recording.at(recording.column(instance, 'up')!, row)));
}
