import './header.css';
import { ChevronDown, Keyboard, Monitor, Moon, Share2, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../i18n/index.ts';
import { useSession } from '../state/session.ts';
import { openDialog, useUi } from '../state/ui.ts';
import { isDark, type Theme } from '../theme/theme.ts';
import { scenarioText } from '../i18n/scenario-text.ts';
import { Identity } from './identity.tsx';
import { Mark } from './mark.tsx';

/** Name, scenario, identity of the run, and what concerns the page itself. */
export function Header() {
  const { t } = useTranslation();
  const name = useSession((session) => session.name);
  const written = useSession((session) => session.opened?.title ?? '');
  const title = written === '' ? '' : scenarioText(t, name, 'title', written);
  return (
    <header className="header">
      <h1 className="brand">
        <Mark />
        <span>{t('app.name')}</span>
      </h1>
      <button
        type="button"
        className="scenario outlined"
        onClick={() => openDialog('chooser')}
        aria-haspopup="dialog"
      >
        <span className="visually-hidden">{t('header.scenario')}: </span>
        <span className="scenario-title">{title || t('chooser.open')}</span>
        <ChevronDown size={15} aria-hidden />
      </button>
      <Identity />
      <div className="header-end">
        <LanguageButton />
        <ThemeButton />
        <button
          type="button"
          className="icon wide-only"
          onClick={() => openDialog('keys')}
          title={t('header.keys')}
        >
          <Keyboard size={17} aria-hidden />
          <span className="visually-hidden">{t('header.keys')}</span>
        </button>
        <button type="button" className="primary" onClick={() => openDialog('share')} aria-haspopup="dialog">
          <Share2 size={15} aria-hidden />
          <span className="share-word">{t('header.share')}</span>
        </button>
      </div>
    </header>
  );
}

function LanguageButton() {
  const { t, i18n } = useTranslation();
  const next = i18n.language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      lang={next}
      onClick={() => void switchLanguage(next)}
      title={t('header.languageLabel')}
    >
      {t('header.language')}
    </button>
  );
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const ICON = { system: Monitor, light: Sun, dark: Moon } as const;

function ThemeButton() {
  const { t } = useTranslation();
  const theme = useUi((ui) => ui.theme);
  const Icon = ICON[theme];
  const change = (): void => {
    // The first press always changes something that can be seen.
    const next = theme === 'system' ? (isDark('system') ? 'light' : 'dark') : NEXT[theme];
    useUi.setState({ theme: next });
  };
  return (
    <button type="button" className="icon" onClick={change} title={t(`header.theme.${theme}`)}>
      <Icon size={17} aria-hidden />
      <span className="visually-hidden">{t(`header.theme.${theme}`)}</span>
    </button>
  );
}
