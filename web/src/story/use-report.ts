import { useEffect, useState } from 'react';
import type { Report } from '../../../sim-core/run/report.ts';
import { report } from '../state/actions.ts';
import { usePlayback } from '../state/playback.ts';

/** Milliseconds between two reports while the run plays: they cost more than a digest. */
const PAUSE = 1_500;

/** The report of the run so far, asked for every other second while it plays and once when it stands. */
export function useReport(): Report | null {
  const [latest, setLatest] = useState<Report | null>(null);
  useEffect(() => {
    let askedAt = -PAUSE;
    let askedOf = '';
    const ask = async (): Promise<void> => {
      const { digest, playing } = usePlayback.getState();
      const wall = performance.now();
      if (digest === null || digest.fingerprint === askedOf || (playing && wall - askedAt < PAUSE)) return;
      askedAt = wall;
      askedOf = digest.fingerprint;
      const answer = await report();
      if (answer !== null) setLatest(answer);
    };
    void ask();
    return usePlayback.subscribe(() => void ask());
  }, []);
  return latest;
}
