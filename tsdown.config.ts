import { defineConfig, type UserConfig } from 'tsdown';

const common: UserConfig = { format: 'esm', platform: 'node', target: 'node20', report: false, hash: false };

/** Two builds: the library with its types, and the CLI, which is a program and needs none. */
export default defineConfig([
  {
    ...common,
    name: 'library',
    entry: { index: 'sim-core/index.ts', vitest: 'sim-core/run/vitest.ts' },
    outDir: 'dist/lib',
    platform: 'neutral',
    dts: true,
    outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
  },
  {
    ...common,
    name: 'cli',
    entry: {
      main: 'cli/main.ts',
      worker: 'cli/executors/worker.ts',
      'cluster-processor': 'cli/executors/cluster-processor.ts',
    },
    outDir: 'dist/cli',
    dts: false,
    outExtensions: () => ({ js: '.js' }),
  },
]);
