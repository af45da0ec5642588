import { COLOUR_NAMES, type ColourName, type Palette } from '../../../view/palette.ts';

const listeners = new Set<() => void>();
let current: Palette | null = null;

/** Colours of the theme in use; read from the tokens once per change of theme. */
export function palette(): Palette {
  current ??= readTokens();
  return current;
}

/** Calls back when the theme has changed. */
export function onPaletteChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function forgetPalette(): void {
  current = null;
  for (const listener of listeners) listener();
}

function readTokens(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const colours: Partial<Record<ColourName, string>> = {};
  for (const name of COLOUR_NAMES) {
    probe.style.color = `var(--${name})`;
    colours[name] = style.color;
  }
  probe.remove();
  return colours as Palette;
}
