import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Run } from '../../sim-core/index.ts';
import { loadFile } from '../../cli/load.ts';
import { runPaper } from '../../cli/papers/run-paper.ts';
import { paperHtml } from '../../view/paper/html.ts';
import { findChromium } from './chromium.ts';
import { DESKTOP, launchFile, PHONE, type Driver } from './driver.ts';

const skip = findChromium() === null && process.env.CI === undefined;

describe.skipIf(skip)('the report of a run, opened from disk', () => {
  let driver: Driver;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'brownout-paper-'));
    const { scenario, source } = loadFile('order-platform');
    const run = new Run(scenario);
    run.advance(run.duration);
    const origin = { file: 'order-platform', text: source.text, set: [], acts: [] };
    writeFileSync(path.join(folder, 'run.html'), paperHtml(await runPaper(run, run.report(), origin)));
    driver = await launchFile(path.join(folder, 'run.html'));
  });
  afterAll(async () => {
    await driver?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const [screen, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      it(`complains about nothing, fits, and can be read by everybody: ${theme}, ${screen}`, async () => {
        const { page, errors, accessibilityProblems, close } = await driver.visit({ theme, viewport });
        const requests: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        await page.reload();
        expect(requests).toEqual([driver.url]);
        const overflow = 'document.documentElement.scrollWidth - innerWidth';
        expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
        expect(await page.locator('figure svg:visible').count()).toBe(5);
        expect(await accessibilityProblems()).toEqual([]);
        expect(errors).toEqual([]);
        await close();
      });
    }
  }

  it('opens what is folded, and is black on white, when printed', async () => {
    const { page, close } = await driver.visit({ theme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const background = 'getComputedStyle(document.documentElement).backgroundColor';
    expect(await page.evaluate(background)).toBe('rgb(255, 255, 255)');
    expect(await page.locator('nav').isVisible()).toBe(false);
    await close();
  });
});
