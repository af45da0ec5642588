import { defineConfig } from 'vitest/config';

/** The built page in Chromium: one browser at a time, because two would only share the same cores. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    fileParallelism: false,
    maxConcurrency: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
