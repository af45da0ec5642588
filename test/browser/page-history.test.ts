import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { launch, type Driver } from './driver.ts';

const skip = findChromium() === null && process.env.CI === undefined;
const MM1 = readFileSync(new URL('../../scenarios/theory/mm1.yaml', import.meta.url), 'utf8');

describe.skipIf(skip)('the history of the browser', () => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await launch();
  });
  afterAll(() => driver?.close());

  it('leads back to the scenario before, and keeps one of your own through a reload', async () => {
    const { page, errors, close } = await driver.visit();
    const heading = (name: string) => page.getByRole('heading', { level: 2, name }).waitFor();
    await heading('Order platform');
    await page.getByRole('button', { name: /Scenario: Order platform/ }).click();
    await page.getByRole('button', { name: /^Leader failover/ }).click();
    await heading('Leader failover');
    await page.getByRole('button', { name: /Scenario: Leader failover/ }).click();
    await page.getByRole('button', { name: /Open your own/ }).click();
    await page
      .getByRole('textbox', { name: 'Scenario as YAML' })
      .fill(MM1.replace(/^title: .*$/m, 'title: Mine'));
    await page.getByRole('button', { name: 'Run it' }).click();
    await heading('Mine');
    await page.reload();
    await heading('Mine');
    await page.goBack();
    await heading('Leader failover');
    await page.goBack();
    await heading('Order platform');
    await page.goForward();
    await heading('Leader failover');
    expect(errors).toEqual([]);
    await close();
  });
});
