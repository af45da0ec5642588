import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useUi, type Ui } from '../state/ui.ts';

type Tab = Ui['tab'];

export const PANEL = 'inspector-panel';

export function idOfTab(tab: Tab): string {
  return `tab-${tab}`;
}

/** Tabs of the inspector: one stop of the Tab key, and arrows from one to the next and around (WAI-ARIA's pattern). */
export function Tabs({ tabs, shown }: { tabs: readonly Tab[]; shown: Tab }) {
  const { t } = useTranslation();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = nextIndex(event.key, tabs.indexOf(shown), tabs.length);
    if (index === null) return;
    event.preventDefault();
    const next = tabs[index];
    useUi.setState({ tab: next });
    document.getElementById(idOfTab(next))?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={t('inspector.label')}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={idOfTab(name)}
          aria-selected={shown === name}
          aria-controls={PANEL}
          tabIndex={shown === name ? 0 : -1}
          onKeyDown={onKeyDown}
          onClick={() => useUi.setState({ tab: name })}
        >
          {t(`inspector.${name}`)}
        </button>
      ))}
    </div>
  );
}

/** Where a key leads to; null for one that leads nowhere. */
function nextIndex(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (from + 1) % count;
    case 'ArrowLeft':
      return (from + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
