import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'tsdown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprints } from './fingerprints.ts';

/** The engines of Safari and Firefox, as the shells that Debian has of them. Chromium has tests of its own. */
const SHELLS = [
  { engine: 'JavaScriptCore', program: 'jsc' },
  { engine: 'SpiderMonkey', program: 'js102' },
] as const;

/** What the shell of SpiderMonkey 102 (2022) lacks of ES2023, which browsers have. */
const SHIM = `
for (const Type of [Array, Object.getPrototypeOf(Int8Array)]) {
  Type.prototype.toSorted ??= function (order) { return this.slice().sort(order); };
  Type.prototype.toReversed ??= function () { return this.slice().reverse(); };
}
`;

/** Milliseconds for all scenarios in one engine: far more than they take, so that a busy machine decides nothing. */
const PATIENCE = 600_000;

const SCENARIOS = join(import.meta.dirname, '../../scenarios');
const read = (name: string): string => readFileSync(join(SCENARIOS, name), 'utf8');
const documents = readdirSync(SCENARIOS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, text: read(name) }));
const files = readdirSync(join(SCENARIOS, 'data'))
  .filter((name) => name.endsWith('.csv'))
  .map((name): [string, string] => [name, read(join('data', name))]);

const isAbsent = (program: string): boolean => spawnSync(program, ['-e', '']).error !== undefined;

describe('the same scenarios in other engines', () => {
  let folder: string | undefined;
  let inNode: string[];

  beforeAll(async () => {
    if (SHELLS.every(({ program }) => isAbsent(program))) return;
    inNode = fingerprints(documents, new Map(files));
    folder = mkdtempSync(join(tmpdir(), 'brownout-engines-'));
    await build({
      config: false,
      entry: { shell: join(import.meta.dirname, 'shell.ts') },
      outDir: folder,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      deps: { alwaysBundle: [/./], onlyBundle: false },
      dts: false,
      report: false,
      hash: false,
      logLevel: 'error',
    });
    const program = readFileSync(join(folder, 'shell.iife.js'), 'utf8');
    const material = `var material = ${JSON.stringify({ documents, files })};\n`;
    writeFileSync(join(folder, 'program.js'), SHIM + material + program);
  }, PATIENCE);
  afterAll(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  for (const { engine, program } of SHELLS) {
    it.skipIf(isAbsent(program))(
      `have the same fingerprints and figures in ${engine}`,
      () => {
        const output = execFileSync(program, [join(folder!, 'program.js')], {
          encoding: 'utf8',
          maxBuffer: 1e8,
        });
        expect(output.trimEnd().split('\n')).toEqual(inNode);
      },
      PATIENCE,
    );
  }
});
