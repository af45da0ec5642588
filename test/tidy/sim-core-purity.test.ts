import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { parse, read, ROOT, sourceFiles } from './files.ts';
import { impurities } from './purity.ts';

/** The helper for Vitest lives beside the runner, but runs in a test and not in a simulation. */
const NOT_ENGINE = new Set(['sim-core/run/vitest.ts']);

const inText = (text: string) =>
  impurities(parse('example.ts', text)).map((line) => line.replace(/^.*?:\d+: /, ''));

/** The engine as one file, as a page or a package would ship it, with the npm packages left out. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: `${ROOT}/sim-core/index.ts`, formats: ['es'] },
      rollupOptions: { external: (id) => /^[a-z@]/.test(id) },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  return outputs
    .flatMap((output) => ('output' in output ? output.output : []))
    .map((chunk) => (chunk.type === 'chunk' ? chunk.code : ''))
    .join('\n');
}

describe('the engine uses nothing that differs between engines or looks outside', () => {
  const engine = sourceFiles().filter((file) => file.startsWith('sim-core/') && !NOT_ENGINE.has(file));

  it('in its source', () => {
    expect(engine.length).toBeGreaterThan(10);
    expect(engine.flatMap((file) => impurities(parse(file, read(file))))).toEqual([]);
  });

  it('in its bundle', async () => {
    const code = await bundle();
    expect(code).toContain('AssertionError');
    expect(impurities(parse('bundle.js', code))).toEqual([]);
  });
});

describe('the check itself', () => {
  it.each([
    ['Math.log(2)', 'Math.log'],
    ['const { exp } = Math;', 'Math passed around'],
    ["Math['pow'](2, 3)", 'Math passed around'],
    ['a ** b', '**'],
    ['a **= 2', '**'],
    ['new Date()', 'Date'],
    ['const now = performance.now();', 'performance'],
    ['setTimeout(f, 0)', 'setTimeout'],
    ['async () => 1', 'async function'],
    ['class A { async b() {} }', 'async function'],
    ['a.sort((x, y) => x.localeCompare(y))', 'localeCompare'],
    ['(1.5).toLocaleString()', 'toLocaleString'],
    ["console.log('x')", 'console'],
    ["import('x')", 'import()'],
    ['const all = { Date };', 'Date'],
  ])('refuses %s', (text, what) => {
    expect(inText(text)).toContain(what);
  });

  it.each([
    ["const text = 'Math.log and new Date()'; // Math.exp, setTimeout"],
    ['Math.floor(Math.sqrt(2))'],
    ['interface Clock { performance: number; location: string }'],
    ['const a = { location: 1 }; a.location'],
    ['place.process.document()'],
    ['interface Worker { name: string } let one: Worker;'],
  ])('accepts %s', (text) => {
    expect(inText(text)).toEqual([]);
  });
});
