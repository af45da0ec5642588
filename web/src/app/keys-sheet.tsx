import { useTranslation } from 'react-i18next';
import { setLetterKeys, useUi } from '../state/ui.ts';
import { Modal } from './modal.tsx';

const KEYS = [
  ['play', ['Space', 'K']],
  ['events', ['.']],
  ['moments', ['>', '<']],
  ['speed', ['[', ']']],
  ['start', ['Home', 'End']],
  ['seek', ['←', '→', 'PgUp', 'PgDn']],
  ['walk', ['←', '↑', '→', '↓']],
  ['inspect', ['Enter']],
  ['crash', ['X']],
  ['fit', ['F']],
  ['story', ['S']],
  ['charts', ['C']],
  ['help', ['?']],
  ['close', ['Esc']],
] as const;

/** Every key, and a switch for those that are single letters (WCAG 2.1.4). */
export function KeysSheet() {
  const { t } = useTranslation();
  const enabled = useUi((ui) => ui.letterKeys);
  return (
    <Modal title={t('keys.title')}>
      <dl className="keys">
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>{t(`keys.${name}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="switch">
        <input type="checkbox" checked={enabled} onChange={(event) => setLetterKeys(event.target.checked)} />
        {t('keys.enabled')}
      </label>
    </Modal>
  );
}
