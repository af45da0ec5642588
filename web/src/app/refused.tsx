import { useTranslation } from 'react-i18next';
import { openFirst } from '../state/actions.ts';
import { useSession } from '../state/session.ts';
import { openDialog } from '../state/ui.ts';
import { Problems } from './problems.tsx';

/** In the place of the page when a scenario can't run: its problems, and ways on. */
export function Refused() {
  const { t } = useTranslation();
  const problems = useSession((session) => session.problems);
  return (
    <main className="refused" id="topology" tabIndex={-1}>
      <h2>{t('refused.title')}</h2>
      <Problems problems={problems} />
      <div className="banner-actions">
        <button type="button" className="primary" onClick={() => openDialog('own')}>
          {t('refused.edit')}
        </button>
        <button type="button" className="outlined" onClick={() => void openFirst()}>
          {t('refused.first')}
        </button>
      </div>
    </main>
  );
}
