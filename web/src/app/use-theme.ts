import { useEffect } from 'react';
import { useUi } from '../state/ui.ts';
import { forgetPalette } from '../theme/palette.ts';
import { applyTheme } from '../theme/theme.ts';

/** Puts the chosen theme on the page and tells canvases when their colours are stale. */
export function useTheme(): void {
  const theme = useUi((ui) => ui.theme);
  useEffect(() => {
    applyTheme(theme);
    forgetPalette();
  }, [theme]);
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', forgetPalette);
    return () => system.removeEventListener('change', forgetPalette);
  }, []);
}
