import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { findChromium } from './chromium.ts';
import { encode } from '../../view/share/codec.ts';
import { launch, type Driver } from './driver.ts';
import { after, fingerprint, standing } from './page-helpers.ts';

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

/** Events of one scenario: one that has more is played only as far as these. */
const EVENTS = 1_500_000;

/** How far a run in Node comes with so many events, and its fingerprint there. */
function inNode(name: string): { at: number; whole: boolean; seed: number; expected: string } {
  const { scenario } = loadScenario(readFileSync(`${FOLDER}${name}.yaml`, 'utf8'), { files });
  const run = new Run(scenario!);
  run.advance(run.duration, EVENTS);
  // On to a whole millisecond: the page stands at a time, never between two events of one instant.
  run.advance(Math.ceil(run.now * 1000) / 1000);
  return { at: run.now, whole: run.finished, seed: run.seed, expected: run.fingerprint };
}

// Two at a time: while one page waits to stand still, another one computes.
describe
  .skipIf(skip)
  .concurrent('every scenario in the worker of the page, to its end or to its event 1,500,000', () => {
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
        const { at, whole, seed, expected } = inNode(name);
        const link = whole ? name : await encode({ name, seed, sets: [], doings: [], at });
        const { page, errors, close } = await driver.visit({ at: `#${link}` });
        await page.getByTestId('play').waitFor();
        if (whole) {
          await page.getByRole('slider', { name: 'Speed' }).focus();
          await page.keyboard.press('End');
          await page.getByTestId('final-report').waitFor({ timeout: 250_000 });
        } else {
          await after(page, at - 1e-3, 250_000);
        }
        await standing(page);
        expect(await fingerprint(page)).toBe(expected);
        expect(errors).toEqual([]);
        await close();
      });
    }
  });
