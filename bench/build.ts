import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'tsdown';

const OUT = join(import.meta.dirname, '../node_modules/.cache/brownout-bench');

const here = (name: string): string => join(import.meta.dirname, name);

/** Programs that measure one thing each time they are called. */
export interface Workers {
  readonly own: string;
  readonly simjs: string;
}

/** Bundles the workers as the library is bundled, so that what is measured is what ships. */
export async function buildWorkers(): Promise<Workers> {
  await build({
    config: false,
    entry: { worker: here('worker.ts'), 'worker-simjs': here('worker-simjs.ts') },
    outDir: OUT,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    deps: { alwaysBundle: [/^(?!simjs$)/], onlyBundle: false },
    dts: false,
    report: false,
    hash: false,
    logLevel: 'warn',
    outExtensions: () => ({ js: '.mjs' }),
  });
  return { own: join(OUT, 'worker.mjs'), simjs: join(OUT, 'worker-simjs.mjs') };
}

/**
 * Bundles what measures experiments as the CLI is bundled: with the files beside it that its threads and processes load.
 * @returns its path.
 */
export async function buildExperiments(): Promise<string> {
  const outDir = join(OUT, 'experiments');
  const cli = (name: string): string => here(`../cli/executors/${name}.ts`);
  await build({
    config: false,
    entry: {
      'worker-experiments': here('worker-experiments.ts'),
      worker: cli('worker'),
      'cluster-processor': cli('cluster-processor'),
    },
    outDir,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    dts: false,
    report: false,
    hash: false,
    logLevel: 'warn',
    outExtensions: () => ({ js: '.js' }),
  });
  writeFileSync(join(outDir, 'package.json'), '{ "type": "module" }\n');
  return join(outDir, 'worker-experiments.js');
}

/** Compiles the native yardstick. @returns its path, or null when there is no compiler. */
export function buildNative(): string | null {
  if (spawnSync('g++', ['--version']).error !== undefined) return null;
  mkdirSync(OUT, { recursive: true });
  const program = join(OUT, 'baseline');
  const source = here('native/baseline.cpp');
  execFileSync('g++', ['-O2', '-std=c++17', '-Wall', '-o', program, source], { stdio: 'inherit' });
  return program;
}
