import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCES = fileURLToPath(new URL('../../web/src/', import.meta.url));
const TOKENS = readFileSync(`${SOURCES}theme/tokens.css`, 'utf8');

/** Light and dark value of a token. */
function token(name: string): readonly [string, string] {
  const match = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(TOKENS);
  if (match === null) throw new Error(`no token --${name}`);
  return [match[1], match[2]];
}

/** Relative luminance and contrast as in WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ['bg', 'surface', 'sunk'];

describe('colours', () => {
  for (const theme of [0, 1] as const) {
    const name = ['light', 'dark'][theme];
    it(`of text have a contrast of 4.5 on every surface: ${name}`, () => {
      for (const text of ['ink', 'ink-2', 'muted', 'accent', 'fault-text']) {
        for (const surface of SURFACES) {
          const measured = contrast(token(text)[theme], token(surface)[theme]);
          expect(measured, `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
        }
      }
    });

    it(`of dots and borders have a contrast of 3 on every surface: ${name}`, () => {
      for (const graphic of ['first', 'retry', 'reply', 'error', 'write', 'border']) {
        for (const surface of SURFACES) {
          const measured = contrast(token(graphic)[theme], token(surface)[theme]);
          expect(measured, `${graphic} on ${surface}`).toBeGreaterThanOrEqual(3);
        }
      }
    });
  }

  it('are named in the tokens and nowhere else', () => {
    const strays = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(css|tsx?)$/.test(file) && file !== 'theme/tokens.css')
      .flatMap((file) => {
        const found = readFileSync(SOURCES + file, 'utf8').match(
          /#[0-9a-fA-F]{3,8}\b(?=[;'")\s,])|\brgba?\(|\bhsla?\(/g,
        );
        return (found ?? []).map((colour) => `${file}: ${colour}`);
      });
    expect(strays).toEqual([]);
  });
});
