import './timeline.css';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../view/format.ts';
import { live } from '../state/live.ts';
import { usePlayback } from '../state/playback.ts';
import { useSession } from '../state/session.ts';
import { useSize } from '../canvas/use-size.ts';
import { bandsOf, isPassing } from '../../../view/charts/bands.ts';
import { Flags } from './flags.tsx';
import { Head } from './head.tsx';
import { Speed } from './speed-control.tsx';
import { TimeAxis } from './time-axis.tsx';
import { Transport } from './transport.tsx';
import { useFrame } from './use-frame.ts';

/** The spine of the page: every instant of the run has its place here, and charts share its scale. */
export function Timeline() {
  const { t } = useTranslation();
  const opened = useSession((session) => session.opened);
  if (opened === null) return <section className="timeline" aria-label={t('timeline.label')} />;
  return (
    <section className="timeline" aria-label={t('timeline.label')}>
      <div className="timeline-left">
        <Transport />
        <Speed />
      </div>
      <Track duration={opened.duration} />
      <Readout duration={opened.duration} />
    </section>
  );
}

function Track({ duration }: { duration: number }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const opened = useSession((session) => session.opened)!;
  const doings = useSession((session) => session.doings);
  const bands = useMemo(
    () => bandsOf(opened, doings).filter((band) => isPassing(band, duration)),
    [opened, doings, duration],
  );
  const share = (time: number): string => `${(100 * time) / duration}%`;
  return (
    <div className="track" ref={box}>
      <div className="track-line">
        <Recorded duration={duration} />
        {bands.map((band) => (
          <div
            key={`${band.from}/${band.text}`}
            className={`track-band ${band.mine ? 'mine' : ''}`}
            style={{ left: share(band.from), width: share(band.to - band.from) }}
            title={t('timeline.fault', {
              text: band.text,
              from: clock(band.from, duration),
              to: clock(band.to, duration),
            })}
          />
        ))}
      </div>
      <Flags duration={duration} width={width} />
      <Head duration={duration} width={width} />
      <TimeAxis duration={duration} width={width} />
    </div>
  );
}

/** How far the run has been recorded. */
function Recorded({ duration }: { duration: number }) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (): void => {
      if (bar.current !== null)
        bar.current.style.transform = `scaleX(${(live.recording?.end ?? 0) / duration})`;
    };
    show();
    return live.onRecord(show);
  }, [duration]);
  return <div className="track-recorded" ref={bar} />;
}

function Readout({ duration }: { duration: number }) {
  const { t } = useTranslation();
  const now = useRef<HTMLSpanElement>(null);
  const seeking = usePlayback((playback) => playback.seeking);
  useFrame(() => {
    if (now.current !== null) now.current.textContent = clock(live.now, duration);
  });
  return (
    <div className="timeline-right">
      <span className="now number" ref={now} data-testid="now" />
      <span className="label">
        {seeking === null ? (
          <span className="number">/ {clock(duration, duration)}</span>
        ) : (
          t('transport.catchingUp', { share: `${Math.round(seeking * 100)} %` })
        )}
      </span>
    </div>
  );
}
