import './story.css';
import { PanelLeftClose } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { scenarioText } from '../i18n/scenario-text.ts';
import { usePlayback } from '../state/playback.ts';
import { useSession } from '../state/session.ts';
import { useUi } from '../state/ui.ts';
import { Controls } from './controls.tsx';
import { DoingsList } from './doings-list.tsx';
import { Objectives } from './objectives.tsx';
import { Prose } from './prose.tsx';
import { Warnings } from './warnings.tsx';

const FinalReport = lazy(() =>
  import('./final-report.tsx').then((module) => ({ default: module.FinalReport })),
);

/** What the scenario is about, what to try, and what has become of it. */
export function Story() {
  const { t } = useTranslation();
  const opened = useSession((session) => session.opened);
  const name = useSession((session) => session.name);
  const finished = usePlayback((playback) => playback.digest?.finished ?? false);
  if (opened === null) return <aside className="side story" aria-label={t('story.title')} />;
  return (
    <aside className="side story" aria-label={t('story.title')} key={`${opened.hash}/${opened.seed}`}>
      <header className="story-head">
        <h2>{scenarioText(t, name, 'title', opened.title)}</h2>
        <button
          type="button"
          className="icon"
          onClick={() => useUi.setState({ story: false })}
          title={t('story.hide')}
        >
          <PanelLeftClose size={16} aria-hidden />
          <span className="visually-hidden">{t('story.hide')}</span>
        </button>
      </header>
      <Controls opened={opened} />
      <Suspense fallback={null}>{finished && <FinalReport />}</Suspense>
      <Prose text={scenarioText(t, name, 'story', opened.story)} />
      <Objectives />
      <DoingsList />
      <Warnings problems={opened.warnings} />
    </aside>
  );
}
