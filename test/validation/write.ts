import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import type { Validation } from './record.ts';

/**
 * `npm run validation`: runs the tests that compare with oracles and writes what they compared to
 * `docs/models/validation.md`. The numbers are those of the run: nothing is typed by hand.
 */
const ROOT = join(import.meta.dirname, '../..');
const NOTES = join(ROOT, 'node_modules/.cache/brownout/validation.jsonl');
const PAGE = join(ROOT, 'docs/models/validation.md');

const HEAD = `# Validation

What each component was compared with, and what came out. \`npm run validation\` writes this page from the tests that
compare; each of them fails when the two don't agree. Simulated values are means over independent replications with the
warm-up removed; the interval is the half-width of their 99.9 % confidence interval. Where there is none, equality is exact.

| component | compared with | what | expected | measured | ± |
| --- | --- | --- | --- | --- | --- |
`;

mkdirSync(join(NOTES, '..'), { recursive: true });
rmSync(NOTES, { force: true });
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', 'test/theory', 'test/table', 'test/golden', 'test/unit/policy'],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, BROWNOUT_VALIDATION: NOTES },
  },
);
if (status !== 0 || !existsSync(NOTES)) throw new Error('the comparisons failed: the page is left as it was');

const rows = readFileSync(NOTES, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Validation);
const cells = rows.map((row) => [
  row.component,
  row.oracle,
  row.what,
  row.expected,
  row.measured,
  row.interval,
]);
const lines = [...new Set(cells.map((row) => `| ${row.join(' | ')} |`))].sort();
writeFileSync(
  PAGE,
  await format(HEAD + lines.join('\n'), { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' }),
);
process.stdout.write(`${lines.length} comparisons in docs/models/validation.md\n`);
