import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MOMENT_KINDS } from '../../sim-core/model/moments.ts';
import { OBJECTIVE_NOTES } from '../../sim-core/run/objective-notes.ts';
import { CAUSE_KINDS } from '../../sim-core/run/recovery/causes.ts';
import { STATUSES } from '../../sim-core/model/status.ts';
import { formOf, kinds, type FormField } from '../../sim-core/scenario/index.ts';
import { en } from '../../web/src/i18n/en.ts';
import { wordings } from '../../sim-core/scenario/wording/index.ts';
import { choicesZh } from '../../web/src/i18n/choices-zh.ts';
import { kindsZh } from '../../web/src/i18n/kinds-zh.ts';
import { objectiveNotesZh } from '../../web/src/i18n/objective-notes-zh.ts';
import { problemsZh } from '../../web/src/i18n/problems-zh.ts';
import { storiesZh } from '../../web/src/i18n/stories-zh.ts';
import { zh } from '../../web/src/i18n/zh.ts';

const SOURCES = fileURLToPath(new URL('../../web/src/', import.meta.url));
/** Keys made at run time: `moment.${kind}` and the like. What they may be is checked by type or below. */
const COMPOSED =
  /^(moment|status|recovery|state|keys|own\.(dimension|didYouMean)|inspector\.p|canvas\.shape|header\.theme|chooser\.group|verdict\.p\d|charts\.(throughput|latency|queues|utilisation|heatmap|lines)|inspector\.(now|settings|break))/;

type Tree = { readonly [key: string]: string | Tree };

function entries(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : entries(value, `${prefix}${key}.`),
  );
}

function holes(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
}

function sources(): string {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('i18n/'))
    .map((file) => readFileSync(SOURCES + file, 'utf8'))
    .join('\n');
}

describe('the words of the page', () => {
  const english = new Map(entries(en));
  const chinese = new Map(entries(zh));

  it('are the same in every language', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('are never empty, and take in the same facts in every language', () => {
    for (const [key, text] of english) {
      expect(text, key).not.toBe('');
      expect(chinese.get(key), key).not.toBe('');
      // Chinese has no plural and may say who leads where English does not.
      if (!key.startsWith('moment.')) expect(holes(chinese.get(key)!), key).toEqual(holes(text));
    }
  });

  it('are all used', () => {
    const code = sources();
    const unused = [...english.keys()]
      .map((key) => key.replace(/_(one|other)$/, ''))
      .filter((key) => !COMPOSED.test(key) && !code.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });

  it('know every moment and every way a request can end', () => {
    expect(Object.keys(en.moment).sort()).toEqual([...MOMENT_KINDS].sort());
    expect(Object.keys(en.status).sort()).toEqual([...STATUSES].sort());
    expect(Object.keys(en.recovery.cause).sort()).toEqual([...CAUSE_KINDS].sort());
    expect(Object.keys(en.recovery.name).sort()).toEqual([...CAUSE_KINDS].sort());
  });

  it('name every setting and metric of every kind in Chinese', () => {
    const missing = kinds.flatMap((kind) => {
      const words = kindsZh[kind.kind];
      if (words === undefined) return [kind.kind];
      const params = formOf(kind).flatMap((field) =>
        unnamed(field, words.params as unknown as Tree, kind.kind),
      );
      const metrics = kind.metrics
        .filter(({ name }) => words.metrics[name] === undefined)
        .map(({ name }) => `${kind.kind}.${name}`);
      return [...params, ...metrics];
    });
    expect(missing).toEqual([]);
  });

  it('explain every choice of a setting in Chinese', () => {
    const choices = kinds.flatMap((kind) => formOf(kind).flatMap(choicesOf));
    expect([...new Set(choices)].filter((name) => choicesZh[name] === undefined)).toEqual([]);
  });

  it('have every problem in Chinese, with facts that the problem has', () => {
    expect(Object.keys(problemsZh).sort()).toEqual(Object.keys(wordings).sort());
    for (const [code, sentences] of Object.entries(problemsZh)) {
      const known = new Set<string>();
      const facts = new Proxy({}, { get: (_, name) => (known.add(String(name)), 1) });
      wordings[code](facts);
      const always = ['pair', 'setting', 'value', 'owner', 'units', 'dimension', 'known', 'live', 'metrics'];
      for (const hole of Object.values(sentences).flatMap(holes))
        expect([...known, ...always], `${code}: ${hole}`).toContain(hole);
    }
  });

  it('have every note on an objective in Chinese, with facts that the note has', () => {
    for (const [code, sentence] of Object.entries(objectiveNotesZh)) {
      const known = new Set<string>();
      const facts = new Proxy({}, { get: (_, name) => (known.add(String(name)), 1) });
      OBJECTIVE_NOTES[code as keyof typeof OBJECTIVE_NOTES](facts);
      expect(holes(sentence), code).toEqual([...known].sort());
    }
  });

  it('tell every scenario in Chinese', () => {
    const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url));
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => file.slice(0, -'.yaml'.length));
    expect(Object.keys(storiesZh).sort()).toEqual(names.sort());
  });
});

function choicesOf(field: FormField): string[] {
  return field.type === 'group' ? field.fields.flatMap(choicesOf) : field.choices.map(({ name }) => name);
}

function unnamed(field: FormField, words: Tree, path: string): string[] {
  const own = words[field.name] as Tree | undefined;
  if (typeof own?.label !== 'string') return [`${path}.${field.name}`];
  return field.type === 'group'
    ? field.fields.flatMap((inside) => unnamed(inside, own, `${path}.${field.name}`))
    : [];
}
