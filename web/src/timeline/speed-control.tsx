import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { duration, inWords } from '../../../view/format.ts';
import { setSpeed } from '../state/actions.ts';
import { usePlayback } from '../state/playback.ts';
import { SPEED_STEPS, speedAt, stepOf } from './speed.ts';

/** Falls short of the wish by more than this: say so. */
const BEHIND = 0.7;

/** How much of the system's time passes in a second on screen, on a logarithmic scale and in words. */
export function Speed() {
  const { t } = useTranslation();
  const speed = usePlayback((playback) => playback.speed);
  const pace = usePlayback(({ digest, playing }) => (playing ? (digest?.pace ?? 0) : 0));
  const unbound = speed === Infinity;
  const long = unbound
    ? t('transport.speedMax')
    : t('transport.speedWordsLong', { value: inWords(duration(speed)) });
  const behind = pace > 0 && (unbound || pace < speed * BEHIND);
  const managed = inWords(duration(Number(pace.toPrecision(2))));
  const words = wordsOf(t, speed, behind ? managed : null);
  return (
    <div className="speed">
      <input
        type="range"
        min={0}
        max={SPEED_STEPS}
        step={1}
        value={stepOf(speed)}
        aria-label={t('transport.speed')}
        aria-valuetext={long}
        title={long}
        onChange={(event) => setSpeed(speedAt(Number(event.target.value)))}
        onDoubleClick={() => setSpeed(1)}
      />
      <span className="speed-words" title={behind ? t('transport.behind', { value: managed }) : long}>
        {words}
      </span>
    </div>
  );
}

/** What a second on screen shows; and what this machine manages of it, where that is less or nothing is asked for. */
function wordsOf(t: TFunction, speed: number, managed: string | null): string {
  if (speed !== Infinity) {
    const words = t('transport.speedWords', { value: inWords(duration(speed)) });
    return managed === null ? words : t('transport.managed', { words, value: managed });
  }
  const most = t('transport.speedMaxShort');
  return managed === null ? most : `${most}: ${t('transport.speedWords', { value: managed })}`;
}
