import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brownoutIn, folderWithSmall, TEXT } from './program.ts';

let folder = '';

beforeAll(() => {
  folder = folderWithSmall();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const brownout = (...args: string[]) => brownoutIn(folder, args);

describe('what cannot be read or written', () => {
  /** Wrong usage is told in one line, without a stack. */
  function expectUsage(says: string, ...args: string[]): void {
    const { code, out, err } = brownout(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(says);
    expect(err).not.toMatch(/mistake in Brownout|\n {4}at /);
  }

  it('a folder, where a file is wanted, and the other way round', () => {
    mkdirSync(path.join(folder, 'a-folder'));
    expectUsage('a-folder is a folder', 'run', 'a-folder');
    expectUsage('a-folder is a folder', 'fit', 'a-folder');
    expectUsage('a-folder is a folder', 'run', 'small.yaml', '--html', 'a-folder', '--force');
    expectUsage('small.yaml is a file', 'run', 'small.yaml', '--out', 'small.yaml');
    expectUsage('not a directory', 'run', 'small.yaml', '--export', 'mermaid=small.yaml/x/y');
  });

  it('the same place twice, names that are empty, and numbers that are none', () => {
    expectUsage('is to be written twice', 'run', 'small.yaml', '--html', 'b.x', '--markdown', './b.x');
    expectUsage('must have a name', 'run', 'small.yaml', '--out', '');
    expectUsage('whole number', 'run', 'small.yaml', '--seed', '');
    expectUsage('small.yaml is there twice', 'compare', 'small.yaml', 'small.yaml');
    expectUsage(
      'needs at least 2',
      'compare',
      'small.yaml',
      '--vary',
      'api.cores=1,2',
      '--replications',
      '1',
    );
  });

  it('a confidence that is no percentage, which help gives as one', () => {
    expectUsage('a percentage from 50', 'run', 'small.yaml', '--confidence', '0.95');
    expect(brownout('run', '--help').out).toContain('of intervals over replications (default: 95)');
  });

  it('text that is not UTF-8, with its place', () => {
    writeFileSync(path.join(folder, 'latin.yaml'), Buffer.from(TEXT.replace('Small', 'Kaf\u00E9'), 'latin1'));
    const { code, err } = brownout('validate', 'latin.yaml');
    expect(code).toBe(3);
    expect(err).toContain('latin.yaml:2:11 error\n  title: Kaf\uFFFD\n            ^\n  This is not UTF-8.');
  });

  it('a log that is packed is unpacked', () => {
    const lines = ['seconds,key', '0.5,a', '1.5,b'].join('\n');
    writeFileSync(path.join(folder, 'two.csv.gz'), gzipSync(lines));
    const text = TEXT.replace('kind: source', 'kind: replay, data: two.csv.gz').replace('rate: 50/s, ', '');
    writeFileSync(path.join(folder, 'packed.yaml'), text);
    expect(brownout('validate', 'packed.yaml')).toMatchObject({ code: 0, err: '' });
  });
});

describe('a stranger’s text', () => {
  it('cannot colour, clear or turn round what a terminal shows', () => {
    const text = TEXT.replace('Small', '"a\\e[2J\\u202Eb"');
    writeFileSync(path.join(folder, 'escapes.yaml'), text);
    expect(brownout('validate', 'escapes.yaml').out).toContain(
      'a\uFFFD[2J\uFFFDb: 2 nodes, 2 instances, 1 objective',
    );
    writeFileSync(path.join(folder, 'escapes.yaml'), text.replace('server', '"ser\\e[31mver"'));
    const { code, err } = brownout('validate', 'escapes.yaml');
    expect(code).toBe(3);
    expect(err).toContain('ser\uFFFD[31mver');
    expect(err).not.toContain('\u001B');
  });

  it('is shown around the place, when its line is long', () => {
    writeFileSync(path.join(folder, 'wide.yaml'), TEXT.replace('cores', `${'x'.repeat(300)}: 1, coers`));
    const [, last] = brownout('validate', 'wide.yaml').err.split('\n\n');
    const [, source, caret] = last.split('\n');
    expect(source).toMatch(/^ {2}…x+: 1, coers: 2, service/);
    expect(source.slice(caret.indexOf('^'))).toMatch(/^coers/);
  });

  it('is shown as an override, when that has brought it in', () => {
    const { err } = brownout('validate', 'small.yaml', '--set', 'api.coers=3', '--set', 'apo.cores=3');
    expect(err).toContain('override:1:11 error nodes.api.coers\n  api.coers=3\n            ^');
    expect(err).toContain('override:1:11 error\n  apo.cores=3\n            ^');
  });
});
