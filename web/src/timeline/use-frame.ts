import { useEffect, useEffectEvent } from 'react';
import { live } from '../state/live.ts';

/** Calls back with every frame, and when its component changed: to write into the page past React. */
export function useFrame(callback: () => void): void {
  const run = useEffectEvent(callback);
  useEffect(() => run());
  useEffect(() => live.onFrame(() => run()), []);
}
