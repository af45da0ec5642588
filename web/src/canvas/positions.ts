import { recall, remember } from '../state/storage.ts';
import type { Flow, Positions } from '../../../view/topology/geometry.ts';

/** Where a person has moved the cards of a scenario; kept in this browser. */
export function keptPositions(hash: string, flow: Flow): Positions | null {
  try {
    const saved: unknown = JSON.parse(recall(keyOf(hash, flow)) ?? 'null');
    return Array.isArray(saved) ? new Map(saved as [string, { x: number; y: number }][]) : null;
  } catch {
    return null;
  }
}

export function keepPositions(hash: string, flow: Flow, positions: Positions): void {
  remember(keyOf(hash, flow), JSON.stringify([...positions]));
}

export function forgetPositions(hash: string, flow: Flow): void {
  remember(keyOf(hash, flow), 'null');
}

function keyOf(hash: string, flow: Flow): string {
  return `positions.${hash}.${flow}`;
}
