import { defineConfig } from 'vitest/config';

/** Everything that runs without a browser. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}', 'docs/**/*.test.ts'],
    exclude: ['test/browser/**', 'node_modules/**'],
    testTimeout: 60_000,
  },
});
