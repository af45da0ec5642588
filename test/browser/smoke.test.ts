import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { DESKTOP, launch, PHONE, type Driver } from './driver.ts';

/** A person without any Chromium may still run the other tests; a machine that decides may not. */
const skip = findChromium() === null && process.env.CI === undefined;

describe.skipIf(skip)('the built page, served from a folder of a static host', () => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await launch();
  });
  afterAll(() => driver?.close());

  for (const theme of ['light', 'dark'] as const) {
    for (const [screen, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      it(`shows something and complains about nothing: ${theme}, ${screen}`, async () => {
        const visit = await driver.visit({ theme, viewport });
        await visit.page.waitForSelector('#root > *');
        await visit.page.waitForLoadState('networkidle');
        expect(await visit.page.innerText('#root')).not.toBe('');
        expect(visit.errors).toEqual([]);
        await visit.close();
      });
    }
  }
});
