import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { pageOf } from './page.ts';
import { projectFiles, read, ROOT } from '../tidy/files.ts';
import type { Noted } from './record.ts';

/**
 * `npm run validation`: runs the tests that compare with oracles and writes what they compared to
 * `docs/models/validation.md`. The numbers are those of the run: nothing is typed by hand.
 */
const NOTES = join(ROOT, 'node_modules/.cache/brownout/validation.jsonl');
const MODELS = join(ROOT, 'docs/models');
const PAGE = join(MODELS, 'validation.md');

/** What a test imports that notes what it compares, or that compares a sample with theory and notes that. */
const NOTING = /'[./]*\/(?:validation\/record|theory\/replications|replications)\.ts'/;

const TESTS = projectFiles('test').filter((file) => file.endsWith('.test.ts') && NOTING.test(read(file)));

/** With `--last` the page is made from the notes of the last time. */
if (!process.argv.includes('--last')) {
  mkdirSync(join(NOTES, '..'), { recursive: true });
  rmSync(NOTES, { force: true });
  const { status } = spawnSync('npx', ['vitest', 'run', ...TESTS], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, BROWNOUT_VALIDATION: NOTES },
  });
  if (status !== 0 || !existsSync(NOTES))
    throw new Error('the comparisons failed: the page is left as it was');
}

const lines = [...new Set(readFileSync(NOTES, 'utf8').trim().split('\n'))];
const page = pageOf(
  lines.map((line) => JSON.parse(line) as Noted),
  MODELS,
);
writeFileSync(PAGE, await format(page, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' }));
process.stdout.write(`${lines.length} comparisons in docs/models/validation.md\n`);
