import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { findChromium } from './chromium.ts';
import { launch, type Driver } from './driver.ts';
import { after, now, standing } from './page-helpers.ts';

const skip = findChromium() === null && process.env.CI === undefined;

/** Name or text of what has the focus. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLElement ? (element.dataset.walk ?? element.innerText.trim()) : '';
  });
}

describe.skipIf(skip)('the page from the keyboard', () => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await launch();
  });
  afterAll(() => driver?.close());

  it('skips to the topology without opening anything', async () => {
    const { page, close } = await driver.visit();
    await after(page, 3);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('topology');
    expect(page.url()).toBe(driver.url);
    expect(await page.locator('.notice').count()).toBe(0);
    expect(await now(page)).toBeGreaterThan(3);
    await close();
  });

  it('plays and pauses by Space after a slider or the timeline was used', async () => {
    const { page, close } = await driver.visit();
    await after(page, 1);
    for (const slider of [page.getByRole('slider', { name: 'Speed' }), page.getByTestId('timeline')]) {
      await slider.click();
      await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
      await standing(page);
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
    }
    await close();
  });

  it('walks the tabs of the inspector with arrows, as one stop of the Tab key', async () => {
    const { page, close } = await driver.visit();
    await after(page, 1);
    await page.locator('[data-walk=order-2]').press('Enter');
    await page.getByRole('tab', { name: 'Now' }).focus();
    for (const [key, name] of [
      ['ArrowRight', 'Settings'],
      ['ArrowRight', 'Break it'],
      ['ArrowRight', 'Now'],
      ['ArrowLeft', 'Break it'],
      ['Home', 'Now'],
      ['End', 'Break it'],
    ]) {
      await page.keyboard.press(key);
      await page.getByRole('tab', { name, selected: true }).waitFor();
      expect(await focused(page)).toBe(name);
    }
    expect(await page.locator('[role=tab]:not([tabindex="-1"])').count()).toBe(1);
    expect(await now(page)).toBeGreaterThan(0);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('tabpanel');
    await close();
  });

  it('reaches every one of a hundred replicas, and their node again', async () => {
    const { page, close } = await driver.visit({ at: '#theory/two-choices' });
    await page.locator('[data-walk=paired]').press('Enter');
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    const replica = inspector.getByLabel('Replica');
    await replica.waitFor();
    expect(await replica.locator('option').count()).toBe(101);
    await replica.focus();
    await page.keyboard.press('End');
    await inspector.getByRole('heading', { name: 'paired-100' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await inspector.getByRole('heading', { name: 'paired-99' }).waitFor();
    await page.keyboard.press('Home');
    await inspector.getByRole('heading', { name: 'paired', exact: true }).waitFor();
    expect(await page.getByText('and 60 more: select paired').count()).toBe(1);
    await close();
  });

  it('gives the focus back when a dialog or the inspector closes, however it is closed', async () => {
    const { page, close } = await driver.visit();
    await after(page, 1);
    const closings = [
      () => page.keyboard.press('Escape'),
      () => page.getByRole('button', { name: 'Close' }).press('Enter'),
    ];
    for (const shut of closings) {
      await page.getByRole('button', { name: 'Share' }).press('Enter');
      await page.getByRole('dialog').waitFor();
      await shut();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await focused(page)).toBe('Share');
    }
    for (const shut of closings) {
      await page.locator('[data-walk=order-2]').press('Enter');
      await page.getByRole('tab', { name: 'Now' }).focus();
      await shut();
      expect(await focused(page)).toBe('order-2');
    }
    await close();
  });
});
