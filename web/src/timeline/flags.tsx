import { useMemo, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../view/format.ts';
import { momentText } from '../i18n/moment-text.ts';
import { seek } from '../state/actions.ts';
import { useMoments } from '../state/moments.ts';
import { clustersOf, type Cluster } from './clusters.ts';
import { isBad, MomentIcon } from './moment-icon.tsx';

/** Sentences shown of one flag. */
const MOST_SENTENCES = 6;

/** A track with less room than this has its sentences over all of it. */
const NARROW = 640;
/** Half the width of a flag. */
const HALF = 12;

/** Where sentences stand that take the whole track, seen from their flag. */
function placeOf(x: number, width: number): CSSProperties {
  return { left: HALF - x, right: 'auto', width, maxWidth: 'none', transform: 'none' };
}

/** The moments of the run as flags over the track. */
export function Flags({ duration, width }: { duration: number; width: number }) {
  const moments = useMoments((state) => state.moments);
  const clusters = useMemo(
    () => clustersOf(moments, (at) => (at / duration) * width),
    [moments, duration, width],
  );
  return (
    <ol className="flags">
      {clusters.map((cluster) => (
        <FlagOf
          key={`${cluster.moments[0].at}/${cluster.moments[0].kind}`}
          cluster={cluster}
          duration={duration}
          width={width}
        />
      ))}
    </ol>
  );
}

function FlagOf({ cluster, duration, width }: { cluster: Cluster; duration: number; width: number }) {
  const { t } = useTranslation();
  const { moments, x } = cluster;
  const telling = moments.find(({ kind }) => isBad(kind)) ?? moments[0];
  const sentences = moments
    .slice(0, MOST_SENTENCES)
    .map((moment) => ({ moment, text: momentText(t, moment) }));
  const side = x < 180 ? 'start' : x > width - 180 ? 'end' : 'middle';
  return (
    <li style={{ left: x }}>
      <button
        type="button"
        className={`flag ${isBad(telling.kind) ? 'bad' : ''}`}
        onClick={() => void seek(moments[0].at)}
        aria-label={`${clock(moments[0].at, duration)}: ${sentences.map(({ text }) => text).join(' ')}`}
      >
        <MomentIcon kind={telling.kind} />
        {moments.length > 1 && <span className="flag-count number">{moments.length}</span>}
        <span className={`flag-tip ${side}`} style={width < NARROW ? placeOf(x, width) : undefined}>
          {sentences.map(({ moment, text }) => (
            <span key={`${moment.at}/${moment.kind}/${moment.node}`}>
              <span className="number">{clock(moment.at, duration)}</span> {text}
            </span>
          ))}
          {moments.length > MOST_SENTENCES && <span>+{moments.length - MOST_SENTENCES}</span>}
        </span>
      </button>
    </li>
  );
}
