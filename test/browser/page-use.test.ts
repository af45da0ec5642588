import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { DESKTOP, launch, PHONE, type Driver } from './driver.ts';
import { after, fingerprint, now, sharedRun, standing } from './page-helpers.ts';

const skip = findChromium() === null && process.env.CI === undefined;

describe.skipIf(skip)('the page in use', () => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await launch();
  });
  afterAll(() => driver?.close());

  it('speaks Chinese when asked, and remembers', async () => {
    const { page, close } = await driver.visit();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: '分享' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh');
    await page.reload();
    await page.getByRole('button', { name: '分享' }).waitFor();
    await close();
  });

  it('is in Chinese from the first word for a Chinese browser', async () => {
    const { page, close } = await driver.visit({ locale: 'zh-CN' });
    await page.getByRole('button', { name: '分享' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh');
    await close();
  });

  it('is played, walked and broken from the keyboard alone', async () => {
    const { page, close } = await driver.visit();
    await after(page, 1);
    await page.keyboard.press('Space');
    await standing(page);
    const stood = await now(page);
    await page.keyboard.press('.');
    await page.waitForFunction(
      (time) =>
        Number(document.querySelector('[data-testid=timeline]')?.getAttribute('aria-valuenow')) >= time,
      stood,
    );
    await page.locator('[data-walk=front]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Inspector' }).waitFor();
    await page.keyboard.press('x');
    await page.locator('.doings li').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('complementary', { name: 'Inspector' }).count()).toBe(0);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Home');
    await page.waitForFunction(
      () => document.querySelector('[data-testid=timeline]')?.getAttribute('aria-valuenow') === '0.000',
    );
    await close();
  });

  it('shares a run by link: the other page shows the same instant with the same fingerprint', async () => {
    const first = await driver.visit();
    await first.page.locator('[data-walk=order-2]').click();
    await after(first.page, 4);
    await first.page.keyboard.press('x');
    await first.page.locator('.doings li').waitFor();
    await after(first.page, (await now(first.page)) + 3);
    await first.page.keyboard.press('k');
    await standing(first.page);
    const { link } = await sharedRun(first.page);
    const shown = await fingerprint(first.page);
    await first.close();
    expect(link.length).toBeLessThan(1_900);
    const second = await driver.visit({ at: link.slice(link.indexOf('#')) });
    await second.page.locator('.doings li').waitFor();
    await second.page.waitForFunction(
      (wanted) => document.querySelector('[data-testid=fingerprint]')?.textContent === wanted,
      shown,
    );
    await second.close();
  });

  it('says what is wrong with a damaged or newer link, over something to look at', async () => {
    for (const [fragment, words] of [
      ['#1.00000000.abcd', /damaged/],
      ['#100%', /damaged/],
      ['#9.00000000.abcd', /newer version/],
      ['#no-such-scenario', /no-such-scenario/],
    ] as const) {
      const { page, close } = await driver.visit({ at: fragment });
      await page.getByRole('heading', { name: 'Order platform' }).waitFor();
      expect(await page.locator('.notice').innerText()).toMatch(words);
      await close();
    }
  });

  it('lists the problems of a scenario with their lines, and does not run it', async () => {
    const { page, close } = await driver.visit();
    await page.getByRole('button', { name: /Order platform/ }).click();
    await page.getByRole('button', { name: /Open your own/ }).click();
    const text = page.getByRole('textbox', { name: 'Scenario as YAML' });
    await text.fill((await text.inputValue()).replace('replicas: 5', 'replcas: 5'));
    const problem = page.locator('.problem', { hasText: 'replcas' });
    await problem.getByRole('button', { name: /^Line \d+, column \d+/ }).click();
    expect(await page.getByRole('button', { name: 'Run it' }).isDisabled()).toBe(true);
    expect(await problem.innerText()).toContain('replicas');
    expect(
      await text.evaluate((area: HTMLTextAreaElement) =>
        area.value.slice(area.selectionStart).startsWith('replcas'),
      ),
    ).toBe(true);
    await close();
  });

  it('keeps the recording and offers a reproduction when the engine dies', async () => {
    const { page, close } = await driver.visit();
    await page.close();
    const context = (await driver.visit()).page.context();
    const other = await context.newPage();
    await other.route(/engine\.worker.*\.js/, async (route) => {
      const response = await route.fetch();
      const body = `${await response.text()}\nsetTimeout(() => { throw new Error('out of luck'); }, 2500);`;
      await route.fulfill({ response, body });
    });
    await other.goto(driver.url);
    await other.getByRole('alert').waitFor();
    expect(await other.getByRole('alert').innerText()).toContain('out of luck');
    await other.getByRole('button', { name: 'Copy reproduction' }).click();
    const copied = await other.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('npx brownout run scenarios/platform/order-platform.yaml --seed 1');
    await context.close();
    await close();
  });

  it('stands still, on a telling instant, for those who want less motion', async () => {
    const { page, close } = await driver.visit({ reducedMotion: true });
    await after(page, 10);
    await standing(page);
    expect(await now(page)).toBeCloseTo(150, 3);
    expect(await page.getByTestId('legend-scale').innerText()).toMatch(/less motion/);
    await close();
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`has nothing for axe to complain about: ${theme}`, async () => {
      const { page, accessibilityProblems, close } = await driver.visit({ theme, viewport: DESKTOP });
      await page.locator('[data-walk=order]').click();
      await after(page, 5);
      await page.keyboard.press('k');
      expect(await accessibilityProblems()).toEqual([]);
      for (const tab of ['Settings', 'Break it']) {
        await page.getByRole('tab', { name: tab }).click();
        expect(await accessibilityProblems()).toEqual([]);
      }
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      expect(await accessibilityProblems()).toEqual([]);
      await close();
    });
  }

  it('has nothing for axe to complain about on a phone in Chinese', async () => {
    const { page, accessibilityProblems, close } = await driver.visit({ viewport: PHONE, locale: 'zh-CN' });
    await after(page, 5);
    expect(await accessibilityProblems()).toEqual([]);
    await close();
  });

  it('asks for no animation frames while nothing moves', async () => {
    const { page, close } = await driver.visit();
    await after(page, 2);
    await page.keyboard.press('k');
    await standing(page);
    await page.waitForTimeout(600);
    const frames = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const original = requestAnimationFrame;
          let asked = 0;
          window.requestAnimationFrame = (callback) => {
            asked++;
            return original(callback);
          };
          setTimeout(() => resolve(asked), 1_000);
        }),
    );
    expect(frames).toBe(0);
    await close();
  });
});
