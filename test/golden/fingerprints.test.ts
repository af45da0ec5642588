import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENGINE } from '../../sim-core/run/version.ts';
import { fingerprints } from '../engines/fingerprints.ts';

const SCENARIOS = join(import.meta.dirname, '../../scenarios');
const read = (name: string): string => readFileSync(join(SCENARIOS, name), 'utf8');
const all = readdirSync(SCENARIOS, { recursive: true, encoding: 'utf8' });
const documents = all
  .filter((name) => name.endsWith('.yaml'))
  .toSorted()
  .map((name) => ({ name, text: read(name) }));
const files = new Map(
  all
    .filter((name) => name.endsWith('.csv'))
    .map((name): [string, string] => [name.split(/[\\/]/).at(-1)!, read(name)]),
);

describe('the fingerprints of the library', () => {
  /**
   * A link, a report or a stored result names the engine that made it. Whoever changes what a run does lets `ENGINE` in
   * `sim-core/run/version.ts` grow, and takes the new fingerprints over with `npx vitest run -u test/golden/fingerprints`.
   */
  it('belong to this version of the engine', async () => {
    const lines = fingerprints(documents, files).map((line) => line.split(' ').slice(0, 2).join(' '));
    await expect(`${[ENGINE, ...lines].join('\n')}\n`).toMatchFileSnapshot('fingerprints.txt');
  }, 120_000);
});
