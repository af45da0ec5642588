import './notice.css';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { tell, useUi } from '../state/ui.ts';

/** One sentence over the charts, with what can be done about it. It stays until it is dismissed. */
export function Notice() {
  const { t } = useTranslation();
  const notice = useUi((ui) => ui.notice);
  return (
    <output className="notice-place">
      {notice !== null && (
        <div className="notice">
          <span>{notice.text}</span>
          {notice.action !== undefined && (
            <button type="button" className="primary" onClick={notice.action.run}>
              {notice.action.label}
            </button>
          )}
          <button type="button" className="icon" onClick={() => tell(null)}>
            <X size={15} aria-hidden />
            <span className="visually-hidden">{t('aside.dismiss')}</span>
          </button>
        </div>
      )}
    </output>
  );
}
