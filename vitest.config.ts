import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Everything that runs without a browser, on all cores: by itself Vitest leaves one of them idle. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}', 'docs/**/*.test.ts'],
    exclude: ['test/browser/**', 'node_modules/**'],
    maxWorkers: availableParallelism(),
    // A test that hangs is stopped; a busy machine decides nothing.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
