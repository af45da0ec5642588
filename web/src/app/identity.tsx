import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reopen } from '../state/actions.ts';
import { usePlayback } from '../state/playback.ts';
import { useSession } from '../state/session.ts';

/** What makes the run this run: its seed, and the fingerprint that proves it. */
export function Identity() {
  const { t } = useTranslation();
  const seed = useSession((session) => session.opened?.seed);
  const fingerprint = usePlayback((playback) => playback.digest?.fingerprint ?? '');
  if (seed === undefined) return null;
  return (
    <div className="identity">
      <SeedField seed={seed} />
      <span
        className="fingerprint"
        title={`${t('header.fingerprint')}: ${fingerprint}. ${t('header.fingerprintHelp')}`}
      >
        <Fingerprint size={15} aria-hidden />
        <span className="visually-hidden">{t('header.fingerprint')}</span>
        <code data-testid="fingerprint">{fingerprint}</code>
      </span>
    </div>
  );
}

function SeedField({ seed }: { seed: number }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? String(seed);
  const valid = /^\d{1,9}$/.test(text);
  const commit = (): void => {
    if (!valid) return;
    if (Number(text) === seed) setDraft(null);
    else void reopen({ seed: Number(text) }).then(() => setDraft(null));
  };
  return (
    <label className="seed" title={t('header.seedHelp')}>
      <span>{t('header.seed')}</span>
      <input
        type="text"
        inputMode="numeric"
        className="number"
        value={text}
        aria-invalid={!valid}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'Escape') setDraft(null);
        }}
      />
    </label>
  );
}
