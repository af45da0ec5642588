import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { CACHE, ROOT, execute, inTurn, missing, tool } from './shell.mjs';

const script = (name) => execute(process.execPath, [path.join(ROOT, '.ci', name)]);

/** A check without a count of its own: one passed or one failed. */
async function once(work, needs = []) {
  const absent = missing(...needs);
  const { code, output } =
    absent.length > 0 ? { code: 1, output: `missing: ${absent.join(', ')}\n` } : await work();
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output };
}

/**
 * Runs Vitest and counts tests from its JSON report. A run that ends badly without naming a failed test (a
 * file that does not load, an error after the last test, no tests at all) counts as one failure.
 */
async function vitest(name, config) {
  const report = path.join(CACHE, `${name}.json`);
  await mkdir(CACHE, { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await tool('vitest', ['run', '--config', config, ...reporters], { show: true });
  const counts = await readFile(report, 'utf8').then(countTests, () => ({
    passed: 0,
    failed: 0,
    skipped: 0,
  }));
  if (counts.failed === 0 && (code !== 0 || counts.passed + counts.skipped === 0)) counts.failed = 1;
  return { ...counts, output: '' };
}

function countTests(report) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(report);
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloaded.length,
    skipped: numPendingTests + numTodoTests,
  };
}

/** Everything `npm test` does, in order. The package is built before the tests, because some run its CLI. */
export const stages = [
  {
    name: 'format',
    title: 'prettier',
    run: () => once(() => tool('prettier', ['--check', '--log-level', 'warn', '.'])),
  },
  { name: 'lint', title: 'oxlint, with types', run: () => once(() => tool('oxlint', ['--deny-warnings'])) },
  {
    name: 'types',
    title: 'TypeScript',
    run: () =>
      once(() =>
        inTurn(
          () => tool('tsc', ['--noEmit', '-p', '.']),
          () => tool('tsc', ['--noEmit', '-p', 'sim-core']),
        ),
      ),
  },
  { name: 'layers', title: 'who imports whom', run: () => once(() => script('layers.mjs')) },
  {
    name: 'dead',
    title: 'unused files, exports, packages',
    run: () => once(() => tool('knip', ['--no-progress'])),
  },
  {
    name: 'package',
    title: 'library and CLI, packed and used',
    run: () =>
      once(() => script('package.mjs'), ['sim-core/index.ts', 'sim-core/run/vitest.ts', 'cli/main.ts']),
  },
  {
    name: 'tests',
    title: 'unit, theory, table, property, swarm',
    run: () => vitest('tests', 'vitest.config.ts'),
  },
  {
    name: 'page',
    title: 'page and its budgets',
    run: () =>
      once(
        () =>
          inTurn(
            () => tool('vite', ['build', '--logLevel', 'warn']),
            () => tool('size-limit', []),
          ),
        ['web/index.html'],
      ),
  },
  {
    name: 'browser',
    title: 'the page in Chromium',
    run: () => vitest('browser', 'vitest.browser.config.ts'),
  },
];
