import './inspector.css';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../state/session.ts';
import { useUi, type Selection, type Ui } from '../state/ui.ts';
import type { Opened } from '../worker/protocol.ts';
import { BreakIt } from './break-it.tsx';
import { closeInspector } from './close.ts';
import { LinkNow } from './link-now.tsx';
import { Now } from './now.tsx';
import { Settings } from './settings.tsx';
import { idOfTab, PANEL, Tabs } from './tabs.tsx';
import { titleOf } from './title.ts';

const TABS = ['now', 'settings', 'break'] as const;

/** What is selected: its numbers, its settings, and how to break it. */
export function Inspector() {
  const { t } = useTranslation();
  const opened = useSession((session) => session.opened);
  const selection = useUi((ui) => ui.selection);
  const tab = useUi((ui) => ui.tab);
  if (opened === null || selection === null) return null;
  const tabs: readonly Ui['tab'][] = selection.kind === 'link' ? ['now', 'break'] : TABS;
  const shown = tabs.includes(tab) ? tab : 'now';
  const { title, detail } = titleOf(selection, opened, t);
  return (
    <aside className="side inspector" aria-label={t('inspector.label')}>
      <header className="inspector-head">
        <div>
          <h2>{title}</h2>
          <p className="label">{detail}</p>
        </div>
        <button type="button" className="icon" onClick={closeInspector}>
          <X size={16} aria-hidden />
          <span className="visually-hidden">{t('inspector.close')}</span>
        </button>
      </header>
      <Tabs tabs={tabs} shown={shown} />
      <div
        id={PANEL}
        className="inspector-panel"
        role="tabpanel"
        tabIndex={0}
        aria-labelledby={idOfTab(shown)}
      >
        <Panel tab={shown} selection={selection} opened={opened} />
      </div>
    </aside>
  );
}

function Panel({ tab, selection, opened }: { tab: Ui['tab']; selection: Selection; opened: Opened }) {
  if (tab === 'break') return <BreakIt selection={selection} opened={opened} />;
  if (selection.kind === 'link') return <LinkNow from={selection.from} to={selection.to} />;
  if (tab === 'settings') return <Settings node={selection.node} key={selection.node} />;
  const node = opened.plan.nodes.find(({ id }) => id === selection.node)!;
  return <Now node={node} instance={selection.kind === 'instance' ? selection.instance : null} />;
}
