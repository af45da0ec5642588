import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { findChromium } from './chromium.ts';
import { launch, type Driver } from './driver.ts';
import { fingerprint, standing } from './page-helpers.ts';

const skip = findChromium() === null && process.env.CI === undefined;
const FOLDER = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  .sort();
const files = new Map(
  readdirSync(`${FOLDER}data`)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => [file, readFileSync(`${FOLDER}data/${file}`, 'utf8')]),
);

function inNode(name: string): string {
  const { scenario } = loadScenario(readFileSync(`${FOLDER}${name}.yaml`, 'utf8'), { files });
  const run = new Run(scenario!);
  run.advance(run.duration);
  return run.fingerprint;
}

// Two at a time: while one page waits to stand still, another one computes.
describe.skipIf(skip).concurrent('every scenario, played to its end in the worker of the page', () => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await launch();
  });
  afterAll(() => driver?.close());

  it('finds the scenarios', ({ expect }) => {
    expect(names.length).toBeGreaterThanOrEqual(10);
  });

  for (const name of names) {
    it(`has the fingerprint that it has in Node: ${name}`, async ({ expect }) => {
      const { page, errors, close } = await driver.visit({ at: `#${name}` });
      await page.getByTestId('play').waitFor();
      await page.getByRole('slider', { name: 'Speed' }).focus();
      await page.keyboard.press('End');
      await page.getByTestId('final-report').waitFor({ timeout: 100_000 });
      await standing(page);
      expect(await fingerprint(page)).toBe(inNode(name));
      expect(errors).toEqual([]);
      await close();
    });
  }
});
