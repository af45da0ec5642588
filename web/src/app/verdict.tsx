import './verdict.css';
import { PanelLeftOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { joined } from '../i18n/joined.ts';
import { live } from '../state/live.ts';
import { useInstances } from '../state/instances.ts';
import { useMoments } from '../state/moments.ts';
import { usePlayback } from '../state/playback.ts';
import { useUi } from '../state/ui.ts';
import { verdictOf } from './verdict-text.ts';

/** The first thing to read: how the system is just now, in one sentence. */
export function Verdict() {
  const { t } = useTranslation();
  const story = useUi((ui) => ui.story);
  const client = useUi((ui) => ui.client);
  const digest = usePlayback((playback) => playback.digest);
  const moments = useMoments((state) => state.moments);
  const states = useInstances((instances) => instances.states);
  const { tone, text, basis } = verdictOf(t, live, digest, moments, states, client);
  return (
    <div className="verdict-row">
      {!story && (
        <button
          type="button"
          className="icon story-back"
          onClick={() => useUi.setState({ story: true })}
          title={t('story.show')}
        >
          <PanelLeftOpen size={16} aria-hidden />
          <span className="visually-hidden">{t('story.show')}</span>
        </button>
      )}
      <p className={`verdict ${tone}`} data-testid="verdict" title={basis}>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden>
          {tone === 'calm' && <circle cx="6" cy="6" r="4.5" />}
          {tone === 'busy' && <path d="M6 1l5 9H1z" />}
          {tone === 'bad' && <rect x="1.5" y="1.5" width="9" height="9" />}
        </svg>
        {joined(text)}
      </p>
    </div>
  );
}
