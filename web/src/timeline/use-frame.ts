import { useEffect, useEffectEvent } from 'react';
import { live } from '../state/live.ts';

/** Calls back with every frame, and once at first: to write into the page past React. */
export function useFrame(callback: () => void): void {
  const run = useEffectEvent(callback);
  useEffect(() => {
    run();
    return live.onFrame(() => run());
  }, []);
}
