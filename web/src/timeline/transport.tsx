import { ChevronRight, Flag, Pause, Play, RotateCcw, SkipBack } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { seek, step, togglePlay } from '../state/actions.ts';
import { usePlayback } from '../state/playback.ts';

/** Play, pause and the steps. */
export function Transport() {
  const { t } = useTranslation();
  const playing = usePlayback((playback) => playback.playing);
  const finished = usePlayback((playback) => playback.digest?.finished ?? false);
  const again = finished && !playing;
  const Icon = again ? RotateCcw : playing ? Pause : Play;
  const word = again ? t('transport.restart') : t(playing ? 'transport.pause' : 'transport.play');
  return (
    <fieldset className="transport" aria-label={t('transport.label')}>
      <TransportButton label={t('transport.start')} onClick={() => void seek(0)}>
        <SkipBack size={16} aria-hidden />
      </TransportButton>
      <button type="button" className="primary play" onClick={togglePlay} title={word} data-testid="play">
        <Icon size={17} aria-hidden />
        <span className="visually-hidden">{word}</span>
      </button>
      <TransportButton label={t('transport.stepEvent')} onClick={() => step('event')}>
        <ChevronRight size={17} aria-hidden />
      </TransportButton>
      <TransportButton label={t('transport.stepMoment')} onClick={() => step('moment')}>
        <Flag size={15} aria-hidden />
        <ChevronRight size={13} aria-hidden />
      </TransportButton>
    </fieldset>
  );
}

function TransportButton({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button type="button" className="icon" onClick={onClick} title={label}>
      {children}
      <span className="visually-hidden">{label}</span>
    </button>
  );
}
