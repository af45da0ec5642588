import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../view/format.ts';
import { seek, takeBack, undoAside } from '../state/actions.ts';
import { useSession } from '../state/session.ts';

/** Everything that was done to this run: with the scenario and the seed, it is the run. */
export function DoingsList() {
  const { t } = useTranslation();
  const doings = useSession((session) => session.doings);
  const aside = useSession((session) => session.aside);
  const duration = useSession((session) => session.opened!.duration);
  return (
    <section className="doings">
      <h3>{t('story.doings')}</h3>
      {doings.length === 0 && <p className="label">{t('story.noDoings')}</p>}
      <ol>
        {doings.map(({ at, text }, index) => (
          // The same may be done twice at one instant: only the place in the list tells two doings apart.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <button
              type="button"
              className="number"
              onClick={() => void seek(at)}
              title={t('story.goto', { time: clock(at, duration) })}
            >
              {clock(at, duration)}
            </button>
            <code>{text}</code>
            <button type="button" className="icon" onClick={() => takeBack(index)} title={t('story.remove')}>
              <Undo2 size={14} aria-hidden />
              <span className="visually-hidden">
                {t('story.remove')}: {text}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {aside !== null && (
        <p className="aside-note">
          {t('aside.told')}{' '}
          <button type="button" className="outlined" onClick={undoAside}>
            {t('aside.undo')}
          </button>
        </p>
      )}
    </section>
  );
}
