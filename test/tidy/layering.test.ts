import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './files.ts';

/** A little project whose every file is there to be imported. */
const LEAVES = [
  'sim-core/index.ts',
  'sim-core/kernel/assert.ts',
  'sim-core/kernel/event-queue.ts',
  'sim-core/random/generator.ts',
  'sim-core/random/portable-math.ts',
  'sim-core/stats/histogram.ts',
  'sim-core/policy/balancing/balancer.ts',
  'sim-core/model/define.ts',
  'sim-core/model/world.ts',
  'sim-core/model/compute/server.ts',
  'sim-core/model/network/link.ts',
  'sim-core/fault/crash.ts',
  'sim-core/check/conservation.ts',
  'sim-core/scenario/units.ts',
  'sim-core/run/runner.ts',
  'cli/table.ts',
  'view/picture.ts',
  'web/chart.ts',
  'test/helper.ts',
];
const PACKAGES = ['zod', 'yaml', 'seedrandom', 'commander', 'd3-scale', 'react'];

/** One probe: a file, one import in it, and whether the table lets it pass. */
const PROBES: readonly (readonly [from: string, statement: string, allowed: boolean])[] = [
  ['sim-core/kernel', "import { v } from '../random/generator.ts'", false],
  ['sim-core/kernel', "import type { T } from '../model/define.ts'", false],
  ['sim-core/random', "import { v } from '../kernel/assert.ts'", true],
  ['sim-core/random', "import { v } from '../kernel/event-queue.ts'", false],
  ['sim-core/random', "import { v } from 'seedrandom'", true],
  ['sim-core/stats', "import { v } from 'seedrandom'", false],
  ['sim-core/stats', "import { v } from '../random/portable-math.ts'", true],
  ['sim-core/stats', "import { v } from '../random/generator.ts'", false],
  ['sim-core/stats', "import { v } from 'zod'", false],
  ['sim-core/policy', "import type { T } from '../random/generator.ts'", true],
  ['sim-core/policy', "import { v } from '../random/generator.ts'", false],
  ['sim-core/policy', "import type { T } from '../model/define.ts'", false],
  ['sim-core/model', "import { v } from '../policy/balancing/balancer.ts'", true],
  ['sim-core/model', "import { v } from '../scenario/units.ts'", false],
  ['sim-core/model', "import { v } from 'yaml'", false],
  ['sim-core/model', "import { v } from 'node:fs'", false],
  ['sim-core/fault', "import { v } from '../model/network/link.ts'", true],
  ['sim-core/fault', "import type { T } from '../model/world.ts'", true],
  ['sim-core/fault', "import { v } from '../model/compute/server.ts'", false],
  ['sim-core/check', "import { v } from '../run/runner.ts'", false],
  ['sim-core/scenario', "import { v } from 'yaml'", true],
  ['sim-core/scenario', "import { v } from '../run/runner.ts'", false],
  ['sim-core/run', "import { v } from '../scenario/units.ts'", true],
  ['sim-core/run', "import { v } from 'node:worker_threads'", false],
  ['sim-core/run', "import { v } from '../index.ts'", false],
  ['sim-core/run', "import { v } from '../../cli/table.ts'", false],
  ['sim-core/run', "import { v } from 'commander'", false],
  ['cli', "import { v } from '../sim-core/index.ts'", true],
  ['cli', "import { v } from 'node:fs'", true],
  ['cli', "import { v } from '../sim-core/kernel/assert.ts'", false],
  ['cli', "import { v } from '../web/chart.ts'", false],
  ['cli', "import { v } from '../test/helper.ts'", false],
  ['cli', "import { v } from 'react'", false],
  ['cli', "import { v } from '../view/picture.ts'", true],
  ['view', "import { v } from '../sim-core/run/runner.ts'", true],
  ['view', "import { v } from '../sim-core/kernel/assert.ts'", false],
  ['view', "import { v } from '../web/chart.ts'", false],
  ['view', "import { v } from '../cli/table.ts'", false],
  ['view', "import { v } from 'node:fs'", false],
  ['view', "import { v } from 'react'", false],
  ['web', "import { v } from '../view/picture.ts'", true],
  ['web', "import { v } from '../sim-core/run/runner.ts'", true],
  ['web', "import { v } from '../sim-core/kernel/assert.ts'", false],
  ['web', "import type { T } from '../sim-core/model/define.ts'", false],
  ['web', "import { v } from 'node:fs'", false],
  ['web', "import { v } from './nowhere.ts'", false],
];

interface Cruise {
  modules: { source: string }[];
  summary: { violations: { from: string; rule: { name: string } }[] };
}

const probeFile = (index: number) => `${PROBES[index][0]}/probe-${index}.ts`;

function write(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function buildProject(folder: string): void {
  for (const file of LEAVES) write(folder, file, 'export const v = 1;\nexport type T = number;\n');
  for (const name of PACKAGES) {
    write(
      folder,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, type: 'module', exports: './index.js' }),
    );
    write(folder, `node_modules/${name}/index.js`, 'export const v = 1;\n');
  }
  PROBES.forEach(([, statement], index) =>
    write(folder, probeFile(index), `${statement};\nexport const w: T = v;\n`),
  );
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    cpSync(path.join(ROOT, file), path.join(folder, file));
  }
}

/** Where the linked tools are found, but no rule looks. */
const CACHE = path.join(ROOT, 'node_modules', '.cache');

describe('the import table', () => {
  let folder = '';
  let blamed = new Set<string>();
  let looked = 0;

  beforeAll(() => {
    mkdirSync(CACHE, { recursive: true });
    folder = mkdtempSync(path.join(CACHE, 'layering-'));
    buildProject(folder);
    const program = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [
      program,
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'sim-core',
      'cli',
      'view',
      'web',
    ];
    const { modules, summary } = JSON.parse(cruise(args, folder)) as Cruise;
    looked = modules.length;
    blamed = new Set(summary.violations.map((violation) => violation.from));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('looked at every probe', () => {
    expect(looked).toBeGreaterThanOrEqual(PROBES.length);
  });

  it.each(PROBES.map(([from, statement, allowed], index) => ({ from, statement, allowed, index })))(
    '$from: $statement → $allowed',
    ({ allowed, index }) => {
      expect(blamed.has(probeFile(index))).toBe(!allowed);
    },
  );
});

/** The program exits with the number of violations, which here are wanted. */
function cruise(args: string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, args, { cwd, encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
