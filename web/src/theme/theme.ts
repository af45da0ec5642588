import { remember, recall } from '../state/storage.ts';

export type Theme = 'system' | 'light' | 'dark';

export function savedTheme(): Theme {
  const saved = recall('theme');
  return saved === 'light' || saved === 'dark' ? saved : 'system';
}

/** Follows the system until a person chooses. */
export function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
  remember('theme', theme);
}

export function isDark(theme: Theme): boolean {
  return theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}
