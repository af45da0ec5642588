import { useEffect, useState } from 'react';
import type { Report } from '../../../sim-core/run/report.ts';
import { report } from '../state/actions.ts';
import { usePlayback } from '../state/playback.ts';
import { useSession } from '../state/session.ts';

/** Milliseconds between two reports while the run plays: they cost more than a digest. */
const PAUSE = 1_500;

/** The report of the run so far, asked for now and then while it plays and once when it stands. */
export function useReport(): Report | null {
  const [latest, setLatest] = useState<Report | null>(null);
  const digest = usePlayback((playback) => playback.digest);
  const hash = useSession((session) => session.opened?.hash);
  const at = digest === null ? '' : digest.fingerprint;
  const playing = digest?.playing ?? false;
  const bucket = playing ? Math.floor(performance.now() / PAUSE) : at;
  useEffect(() => {
    if (hash === undefined || at === '') return undefined;
    let wanted = true;
    void report().then((answer) => {
      if (wanted) setLatest(answer);
    });
    return () => {
      wanted = false;
    };
  }, [bucket, hash]);
  return latest;
}
