import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../view/format.ts';
import { momentText } from '../i18n/moment-text.ts';
import { useMoments } from '../state/moments.ts';
import { usePlayback } from '../state/playback.ts';
import { useSession } from '../state/session.ts';
import type { PageMoment } from '../worker/protocol.ts';

/** Milliseconds between two announcements: a listener must be able to follow. */
const PAUSE = 5_000;

/** Tells moments to those who hear the page, the newest at most every five seconds. */
export function Announcer() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const duration = useSession((session) => session.opened?.duration ?? 0);
  useEffect(() => {
    let said = '';
    let saidAt = -PAUSE;
    return usePlayback.subscribe(({ playing, digest }) => {
      const wall = performance.now();
      if (!playing || digest === null || wall - saidAt < PAUSE) return;
      // Flags of a future that is known already come only when the run gets there again.
      const newest = useMoments.getState().moments.findLast(({ at }) => at <= digest.now);
      if (newest === undefined || nameOf(newest) === said) return;
      said = nameOf(newest);
      saidAt = wall;
      setText(`${momentText(t, newest)} ${clock(newest.at, duration)}`);
    });
  }, [t, duration]);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="announcer">
      {text}
    </p>
  );
}

/** Tells moments apart. */
function nameOf({ at, kind, node }: PageMoment): string {
  return `${at}/${kind}/${node}`;
}
