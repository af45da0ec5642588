import { describe, expect, it } from 'vitest';
import { read } from './files.ts';

const terms = [...read('docs/glossary.md').matchAll(/^\| \*\*(.+?)\*\*/gm)].map(([, term]) => term);
const key = (term: string): string => term.toLowerCase().replaceAll('-', ' ');

describe('the glossary', () => {
  it('has each term once, in order', () => {
    expect(terms.length).toBeGreaterThan(90);
    expect(terms.map(key)).toEqual([...new Set(terms.map(key))].toSorted());
  });
});
