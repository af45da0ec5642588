import { useTranslation } from 'react-i18next';
import { useSession } from '../state/session.ts';

/** The outline of a system, while the engine sets up a run. */
export function Ghost() {
  const { t } = useTranslation();
  const crashed = useSession((session) => session.crash !== null);
  if (crashed) return null;
  return (
    <output className="ghost">
      <svg viewBox="0 0 640 200" aria-hidden>
        <rect x="8" y="72" width="112" height="56" rx="6" />
        <rect x="176" y="72" width="112" height="56" rx="6" />
        <rect x="344" y="20" width="128" height="160" rx="6" />
        <rect x="528" y="52" width="104" height="96" rx="6" />
        <path d="M120 100h56M288 100h56M472 100h56" />
      </svg>
      {t('app.loading')}
    </output>
  );
}
