import i18next, { changeLanguage, use as extendWith } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { recall, remember } from '../state/storage.ts';
import { en } from './en.ts';

export type Language = 'en' | 'zh';

/** The saved language, else the browser's, else English. */
function preferredLanguage(): Language {
  const saved = recall('language');
  if (saved === 'en' || saved === 'zh') return saved;
  const known = navigator.languages.find((tag) => /^(en|zh)\b/i.test(tag));
  return known !== undefined && /^zh/i.test(known) ? 'zh' : 'en';
}

export async function startTranslations(): Promise<void> {
  const language = preferredLanguage();
  await extendWith(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await activate(language);
}

/** Switches at once; Chinese is fetched when first wanted. */
export async function switchLanguage(language: Language): Promise<void> {
  remember('language', language);
  await activate(language);
}

async function activate(language: Language): Promise<void> {
  if (language === 'zh' && !i18next.hasResourceBundle('zh', 'translation')) {
    const { chinese } = await import('./chinese.ts');
    i18next.addResourceBundle('zh', 'translation', chinese);
  }
  await changeLanguage(language);
  document.documentElement.lang = language;
}
