import { countWindow } from './count-window.ts';
import type { WindowKind } from './outcome-window.ts';
import { timeWindow } from './time-window.ts';

/** Every way in which a breaker may look back. Schema, page, CLI and table tests read this list. */
export const breakerWindows: readonly WindowKind[] = [countWindow, timeWindow];

export function breakerWindowNamed(name: string): WindowKind {
  return breakerWindows.find((window) => window.name === name)!;
}
