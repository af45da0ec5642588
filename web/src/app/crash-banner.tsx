import './banner.css';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../view/format.ts';
import { reproduction } from '../share/reproduction.ts';
import { openFirst, reopen } from '../state/actions.ts';
import { useSession } from '../state/session.ts';

/** The engine stopped by a mistake of ours: where, and how to tell us. */
export function CrashBanner() {
  const { t } = useTranslation();
  const session = useSession();
  const [copied, setCopied] = useState(false);
  const { crash, opened, doings } = session;
  if (crash === null) return null;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(reproduction(session));
    setCopied(true);
  };
  return (
    <div className="banner" role="alert">
      <TriangleAlert size={18} aria-hidden />
      <div>
        <strong>
          {opened === null ? t('crash.atOnce') : t('crash.title', { time: clock(crash.at, opened.duration) })}
        </strong>
        <p>
          {t('crash.why')} <code>{crash.message}</code>
        </p>
        <div className="banner-actions">
          <button type="button" className="primary" onClick={() => void copy()}>
            {t('crash.copy')}
          </button>
          <button
            type="button"
            className="outlined"
            onClick={() => void (opened === null ? openFirst() : reopen())}
          >
            {t('crash.again')}
          </button>
          {doings.length > 0 && (
            <button
              type="button"
              className="outlined"
              onClick={() => void reopen({ doings: doings.slice(0, -1) })}
            >
              {t('crash.undo')}
            </button>
          )}
          {copied && <output>{t('crash.copied')}</output>}
        </div>
      </div>
    </div>
  );
}
