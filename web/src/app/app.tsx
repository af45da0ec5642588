import './app.css';
import { lazy, Suspense, useEffect, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { scenarioText } from '../i18n/scenario-text.ts';
import { useSession } from '../state/session.ts';
import { useUi } from '../state/ui.ts';
import { Story } from '../story/story.tsx';
import { Timeline } from '../timeline/timeline.tsx';
import { Topology } from '../canvas/topology.tsx';
import { Announcer } from './announcer.tsx';
import { CrashBanner } from './crash-banner.tsx';
import { FileDrop } from './file-drop.tsx';
import { Header } from './header.tsx';
import { useKeyboard } from './keyboard.ts';
import { Notice } from './notice.tsx';
import { Refused } from './refused.tsx';
import { useTheme } from './use-theme.ts';
import { Verdict } from './verdict.tsx';

// The first moving dot needs none of these.
const Charts = lazy(() => import('../charts/charts.tsx').then((module) => ({ default: module.Charts })));
const Inspector = lazy(() =>
  import('../inspector/inspector.tsx').then((module) => ({ default: module.Inspector })),
);
const Dialogs = lazy(() => import('./dialogs.tsx').then((module) => ({ default: module.Dialogs })));

/** Moves the focus only: the fragment of the address says what is open. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('topology')?.focus();
}

/** The whole page: story, topology, inspector, charts and the timeline under all of them. */
export function App() {
  const { t } = useTranslation();
  const status = useSession((session) => session.status);
  const name = useSession((session) => session.name);
  const written = useSession((session) => session.opened?.title);
  const title = written === undefined ? undefined : scenarioText(t, name, 'title', written);
  const story = useUi((ui) => ui.story);
  const selected = useUi((ui) => ui.selection !== null);
  const dialog = useUi((ui) => ui.dialog);
  useTheme();
  useKeyboard();
  useEffect(() => {
    document.title = title === undefined ? t('app.name') : `${title} · ${t('app.name')}`;
  }, [title, t]);
  return (
    <div className="app" data-story={story} data-inspector={selected}>
      <a className="skip" href="#topology" onClick={skip}>
        {t('app.skip')}
      </a>
      <Header />
      {status === 'refused' ? (
        <Refused />
      ) : (
        <>
          {story && <Story />}
          <main className="centre" aria-busy={status === 'loading'}>
            <Verdict />
            <CrashBanner />
            <Topology />
          </main>
          <Suspense fallback={<aside className="side inspector" />}>{selected && <Inspector />}</Suspense>
          <Suspense fallback={<div className="charts-place" />}>
            <Charts />
          </Suspense>
          <Timeline />
        </>
      )}
      <Notice />
      <Announcer />
      <FileDrop />
      {dialog !== null && (
        <Suspense fallback={null}>
          <Dialogs dialog={dialog} />
        </Suspense>
      )}
    </div>
  );
}
