import { describe, expect, it } from 'vitest';
import { projectFiles, read, textFiles } from './files.ts';

/** Written with one-letter classes and joined pieces, so that this file does not find itself. */
const UNFINISHED = /\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/;
const LATER = /for[ ]now|not (?:yet )?implemented/i;
const MACHINE_PATH = /(?<![\w.~)}-])\/(?:work|tmp|root|home|Users)\/[a-z.]/;
const REGISTRY = /https?:\/\/[^/\s]*(?:registr[y]|nexus|artifactory|verdaccio)[^/\s]*\/|localhost:487[3]/i;

/** Recorded data, and a text that is not ours to change. */
const AS_GIVEN = /^(?:test\/oracles\/|LICENSE$)/;

function linesWith(pattern: RegExp, files: string[]): string[] {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .map((line, index) => (pattern.test(line) ? `${file}:${index + 1}: ${line.trim().slice(0, 120)}` : ''))
      .filter((found) => found !== ''),
  );
}

describe('words that must not be committed', () => {
  const ours = textFiles().filter((file) => !AS_GIVEN.test(file));

  it('has no notes about unfinished work', () => {
    expect(linesWith(UNFINISHED, ours)).toEqual([]);
    expect(linesWith(LATER, ours)).toEqual([]);
  });

  it('has no paths of one machine', () => {
    expect(linesWith(MACHINE_PATH, ours)).toEqual([]);
  });

  it('has no addresses of package registries', () => {
    expect(linesWith(REGISTRY, ours)).toEqual([]);
  });

  it('knows what it looks for', () => {
    const joined = (...pieces: string[]) => pieces.join('');
    expect(UNFINISHED.test(joined('// TO', 'DO: later'))).toBe(true);
    expect(LATER.test(joined('good enough for', ' now'))).toBe(true);
    expect(MACHINE_PATH.test(joined("read('/ho", "me/ann/x')"))).toBe(true);
    expect(MACHINE_PATH.test("import './work/item.ts'; import '~/work/item'")).toBe(false);
    expect(REGISTRY.test(joined('"resolved": "https://regis', 'try.npmjs.org/zod/-/zod.tgz"'))).toBe(true);
  });
});

describe('oracles', () => {
  const oracles = projectFiles().filter((file) => /^test\/oracles\/.+\.json$/.test(file));

  it.each(oracles)('%s says where it comes from', (file) => {
    const data = JSON.parse(read(file)) as Record<string, unknown>;
    const parts = Object.values(data);
    const eachPart = parts.length > 0 && parts.every((part) => JSON.stringify(part).includes('"provenance"'));
    expect('provenance' in data || eachPart).toBe(true);
  });

  it('are there', () => {
    expect(oracles.length).toBeGreaterThan(0);
  });
});
