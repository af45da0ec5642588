import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../view/format.ts';
import { momentText } from '../i18n/moment-text.ts';
import { useMoments } from '../state/moments.ts';
import { usePlayback } from '../state/playback.ts';
import { useSession } from '../state/session.ts';

/** Milliseconds between two announcements: a listener must be able to follow. */
const PAUSE = 5_000;

/** Tells moments to those who hear the page, the newest at most every five seconds. */
export function Announcer() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const duration = useSession((session) => session.opened?.duration ?? 0);
  useEffect(() => {
    let said = 0;
    let saidAt = 0;
    return useMoments.subscribe(({ moments }) => {
      if (moments.length < said) said = 0;
      const wall = performance.now();
      if (!usePlayback.getState().playing || moments.length === said || wall - saidAt < PAUSE) return;
      said = moments.length;
      saidAt = wall;
      const newest = moments[moments.length - 1];
      setText(`${momentText(t, newest)} ${clock(newest.at, duration)}`);
    });
  }, [t, duration]);
  return (
    <p className="visually-hidden" aria-live="polite" data-testid="announcer">
      {text}
    </p>
  );
}
