import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFiles, ROOT } from './files.ts';

/** `[text](target)`, also of pictures; targets with a scheme lead outside and are not looked at. */
const LINK = /\]\(([^)\s]+)\)/g;
const OUTSIDE = /^[a-z][a-z+.-]*:/i;
const CODE = /```[\s\S]*?```|`[^`\n]*`/g;

/** As GitHub makes the anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .replaceAll('`', '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

function anchorsIn(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));
}

/** Why a link leads nowhere, or null. @param from absolute path of the page with the link. */
function fault(from: string, target: string): string | null {
  const [name, anchor] = target.split('#');
  const file = name === '' ? from : path.resolve(path.dirname(from), decodeURI(name));
  if (!existsSync(file)) return `there is no ${name}`;
  if (anchor === undefined || !statSync(file).isFile()) return null;
  return anchorsIn(file).includes(anchor) ? null : `${name} has no heading #${anchor}`;
}

function deadLinks(page: string, text: string): string[] {
  const from = path.join(ROOT, page);
  return [...text.replaceAll(CODE, '').matchAll(LINK)]
    .map(([, target]) => target)
    .filter((target) => !OUTSIDE.test(target))
    .flatMap((target) => fault(from, target) ?? [])
    .map((why) => `${page}: ${why}`);
}

describe('links between pages', () => {
  const pages = projectFiles().filter((file) => file.endsWith('.md'));

  it('lead somewhere', () => {
    expect(pages).toContain('README.md');
    expect(pages.flatMap((page) => deadLinks(page, readFileSync(path.join(ROOT, page), 'utf8')))).toEqual([]);
  });

  it('would be noticed if they did not', () => {
    const text =
      'See [this](nowhere.md), [that](docs/cli.md#no-such-heading), [it](docs/cli.md#several-runs), `[x](y.md)`.';
    expect(deadLinks('README.md', text)).toEqual([
      'README.md: there is no nowhere.md',
      'README.md: docs/cli.md has no heading #no-such-heading',
    ]);
  });
});
