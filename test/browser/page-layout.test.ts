import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { DESKTOP, launch, PHONE, type Driver } from './driver.ts';
import { after, linkTo } from './page-helpers.ts';

const skip = findChromium() === null && process.env.CI === undefined;

describe.skipIf(skip)('how the page is laid out', () => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await launch();
  });
  afterAll(() => driver?.close());

  it('shows every part of systems side by side on a phone', async () => {
    const { page, close } = await driver.visit({ viewport: PHONE, at: '#resilience/goodput-collapse' });
    await after(page, 0);
    const outside = await page
      .locator('.card')
      .evaluateAll((cards) => cards.filter((card) => card.getBoundingClientRect().right > innerWidth).length);
    expect(outside).toBe(0);
    await close();
  });

  it('writes nothing too small to be read where the whole picture is small', async () => {
    for (const at of ['#platform/customer-service', '#resilience/haproxy-front-door']) {
      const { page, close } = await driver.visit({ viewport: PHONE, at });
      await after(page, 0);
      const sizes = await page.locator('.react-flow__viewport').evaluate((picture) => {
        const zoom = new DOMMatrix(getComputedStyle(picture).transform).a;
        const found: Record<string, number> = {};
        for (const element of picture.querySelectorAll<HTMLElement>('*')) {
          const isText = [...element.childNodes].some(
            ({ nodeType, textContent }) => nodeType === 3 && textContent !== '',
          );
          const size = parseFloat(getComputedStyle(element).fontSize) * zoom;
          if (isText && size > 0 && element.checkVisibility()) found[element.className] = size;
        }
        return { zoom, found };
      });
      expect(sizes.zoom).toBeLessThan(0.7);
      expect(Object.keys(sizes.found).length).toBeGreaterThan(2);
      expect(Object.entries(sizes.found).filter(([, size]) => size < 8)).toEqual([]);
      await close();
    }
  });

  it('keeps the timeline in view on a phone, wherever the page is scrolled to', async () => {
    const { page, close } = await driver.visit({ viewport: PHONE });
    await after(page, 0);
    for (const part of ['.story', '.charts']) {
      await page.locator(part).evaluate((element) => element.scrollIntoView());
      const { top, bottom } = await page
        .getByRole('region', { name: 'Time', exact: true })
        .evaluate((timeline) => timeline.getBoundingClientRect());
      expect(top).toBeGreaterThan(0);
      expect(bottom).toBeLessThanOrEqual(PHONE.height);
    }
    await close();
  });

  it('keeps the sentences of every flag on the screen of a phone', async () => {
    const { page, close } = await driver.visit({
      viewport: PHONE,
      at: await linkTo('platform/order-platform', 590),
    });
    await after(page, 589);
    await page.locator('.flag').nth(3).waitFor();
    for (const flag of await page.locator('.flag').all()) {
      await flag.focus();
      const tip = await flag.locator('.flag-tip').evaluate((element) => {
        element.style.display = 'block';
        const { left, right } = element.getBoundingClientRect();
        return { left, right };
      });
      expect(tip.left).toBeGreaterThanOrEqual(0);
      expect(tip.right).toBeLessThanOrEqual(PHONE.width);
    }
    await close();
  });

  it('lets a finger move the picture once there is more of it than is seen', async () => {
    const { page, close } = await driver.visit({ viewport: PHONE });
    await after(page, 0);
    const draggable = page.locator('.react-flow__pane.draggable');
    expect(await draggable.count()).toBe(0);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await draggable.waitFor();
    await close();
  });

  it('keeps the head in its place when the window changes while the run stands', async () => {
    const { page, close } = await driver.visit({
      viewport: DESKTOP,
      at: await linkTo('platform/order-platform', 300),
    });
    await after(page, 299);
    await page.getByRole('button', { name: 'Queues' }).click();
    await page.setViewportSize({ width: 1200, height: 800 });
    await page.waitForFunction(() => {
      const middle = (box: DOMRect): number => box.left + box.width / 2;
      const track = document.querySelector('[data-testid=timeline]')!.getBoundingClientRect();
      const heads = [...document.querySelectorAll('.head, .head-line')];
      return (
        heads.length === 4 &&
        heads.every((head) => Math.abs(middle(head.getBoundingClientRect()) - middle(track)) < 2)
      );
    });
    await close();
  });
});
