/**
 * Runs after `npm install` in the checkout (npm's `prepare`), so that `npx brownout` works at once. Without
 * the development dependencies there is nothing to build with, and that is no error: a published package
 * brings its build along.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT, missing, tool } from './shell.mjs';

if (!existsSync(path.join(ROOT, 'node_modules', 'tsdown'))) {
  console.log('brownout: development dependencies are not installed, so the CLI is not built');
} else if (missing('cli/main.ts').length > 0) {
  console.log('brownout: no cli/main.ts, so the CLI is not built');
} else {
  const { code, output } = await tool('tsdown', ['--filter', 'cli', '--logLevel', 'warn']);
  if (code !== 0) console.error(output);
  process.exitCode = code === 0 ? 0 : 1;
}
