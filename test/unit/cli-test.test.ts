import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCommand, type TestFlags } from '../../cli/commands/test.ts';
import { junit } from '../../cli/render/junit.ts';
import { tap } from '../../cli/render/tap.ts';
import { printed, type Printed } from './in-this-process.ts';

const text = (title: string, objective: string) => `brownout: 1
title: ${title}
duration: 10s
nodes:
  web: { kind: source, target: api, rate: 50/s }
  api: { kind: server, cores: 2, service: exponential 10ms }
expect:
  - ${objective}
  - web.availability > 99%
`;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'brownout-'));
  mkdirSync(path.join(folder, 'good/deep'), { recursive: true });
  mkdirSync(path.join(folder, 'bad'));
  mkdirSync(path.join(folder, 'empty'));
  writeFileSync(path.join(folder, 'good/a.yaml'), text('Fast', 'web.p50 < 100ms'));
  writeFileSync(path.join(folder, 'good/deep/b.yml'), text('Deep', 'web.mean < 100ms'));
  writeFileSync(path.join(folder, 'bad/slow.yaml'), text('Slow & "low" <#1>', 'web.p50 < 1ms'));
  writeFileSync(
    path.join(folder, 'bad/wrong.yaml'),
    text('Wrong', 'web.p50 < 1ms').replace('cores', 'coers'),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function test(place: string, flags: Partial<TestFlags> = {}): Promise<Printed> {
  return printed(() =>
    testCommand([path.join(folder, place)], { replications: 1, set: [], jobs: 1, ...flags }),
  );
}

describe('brownout test', () => {
  it('passes when every objective of every scenario holds, folders within folders included', async () => {
    const { code, out } = await test('good');
    expect(code).toBe(0);
    expect(out).toMatch(/✓ Fast .*a\.yaml, 3 tests\n✓ Deep .*b\.yml, 3 tests\n\n6 passed, 0 failed\n$/);
  });

  it('shows what failed with numbers and how to replay it', async () => {
    const { code, out } = await test('bad/slow.yaml', { replications: 2 });
    expect(code).toBe(1);
    expect(out).toMatch(
      /✗ web\.p50 < 1ms\n\s+measured \d[\d.]* ms\n\s+missed in 2 of 2 runs\n\s+replay: npx brownout run/,
    );
    expect(out).toContain('2 passed, 1 failed');
    const changed = await test('bad/slow.yaml', { set: ['api.service=exponential 9ms'] });
    expect(changed.out).toMatch(
      /replay: npx brownout run \S+slow\.yaml --seed 1 --set 'api\.service=exponential 9ms'\n/,
    );
  });

  it('counts a scenario that is not valid as a failure and goes on', async () => {
    const { code, out } = await test('bad');
    expect(code).toBe(3);
    expect(out).toMatch(/is a valid scenario\n\s+line \d+: .*coers/);
    expect(out).toContain('2 passed, 2 failed');
  });

  it('speaks TAP', async () => {
    const { out } = await test('bad/slow.yaml', { tap: true });
    const lines = out.trim().split('\n');
    expect(lines[0]).toBe('TAP version 14');
    expect(lines[1]).toBe('1..3');
    expect(lines.filter((line) => /^(?:not )?ok \d+ - /.test(line))).toHaveLength(3);
    expect(out).toMatch(/not ok 2 - .*: web\.p50 < 1ms\n {2}---\n {2}details:\n {4}- "measured /);
    const suite = { file: 'a#1.yaml', title: 'x', cases: [{ name: 'y', passed: true, details: [] }] };
    expect(tap([suite])).toContain('ok 1 - a\\#1.yaml: y');
  });

  it('writes JUnit that is well-formed whatever a title says', async () => {
    const file = path.join(folder, 'out/junit.xml');
    expect((await test('bad', { junit: file })).code).toBe(3);
    const xml = readFileSync(file, 'utf8');
    expect(xml).toContain('<testsuites name="brownout" tests="4" failures="2" errors="0" skipped="0">');
    expect(xml).toContain('<testsuite name="Slow &amp; &quot;low&quot; &lt;#1&gt;"');
    expect(xml.match(/<testcase /g)).toHaveLength(4);
    expect(xml.match(/<failure /g)).toHaveLength(2);
    const strange = { file: 'f', title: 'a\u0000b]]>', cases: [] };
    expect(junit([strange])).toContain('name="ab]]&gt;"');
    expect((await test('bad', { junit: file })).code).toBe(2);
  });

  it('refuses a folder without scenarios', async () => {
    expect((await test('empty')).code).toBe(2);
    expect((await test('nowhere')).code).toBe(2);
  });
});
