import { useEffect, useRef } from 'react';
import { live } from '../state/live.ts';

/** Calls back with every frame, and once at first: to write into the page past React. */
export function useFrame(callback: () => void): void {
  const latest = useRef(callback);
  latest.current = callback;
  useEffect(() => {
    const run = (): void => latest.current();
    run();
    return live.onFrame(run);
  }, []);
}
