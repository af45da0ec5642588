import { encode } from '../../view/share/codec.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { launch, type Driver } from './driver.ts';
import { after, dragTo, linkTo } from './page-helpers.ts';

const skip = findChromium() === null && process.env.CI === undefined;

/** What to select, which button to press, and what the run then notes. */
const BREAKS = [
  ['order-2', 'Crash', 'crash: order-2'],
  ['order-2', 'Restart', 'restart: order-2'],
  ['order-2', 'Slow down', 'slow: order-2'],
  ['order', 'Cut links', 'partition: order'],
  ['front>order', 'Cut links', 'partition: front <-> order'],
  ['front>order', 'Delay', 'delay: front <-> order'],
  ['front>order', 'Drop', 'drop: front <-> order'],
] as const;

describe.skipIf(skip)('breaking parts of a run', () => {
  let driver: Driver;
  beforeAll(async () => {
    driver = await launch();
  });
  afterAll(() => driver?.close());

  it('does everything that the inspector offers, and notes it', async () => {
    const { page, errors, close } = await driver.visit();
    await after(page, 1);
    for (const [part, button, noted] of BREAKS) {
      await page.locator(`[data-walk="${part}"]`).click();
      await page.getByRole('tab', { name: 'Break it' }).click();
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.locator('.doings code', { hasText: noted }).last().waitFor();
    }
    expect(await page.locator('.doings li').count()).toBe(BREAKS.length);
    expect(errors).toEqual([]);
    await close();
  });

  it('draws a cut link as cut, and takes a doing back', async () => {
    const { page, close } = await driver.visit();
    await after(page, 1);
    await page.locator('[data-walk="front>order"]').click();
    await page.getByRole('tab', { name: 'Break it' }).click();
    await page.getByRole('button', { name: 'Cut links' }).click();
    await page.locator('.link[data-cut=all] .cut-mark').waitFor();
    expect(await page.locator('[data-walk="front>order"]').innerText()).toContain('cut');
    await page.getByRole('button', { name: /^Take back/ }).click();
    await page.locator('.cut-mark').waitFor({ state: 'detached' });
    expect(await page.locator('.doings li').count()).toBe(0);
    await close();
  });

  it('changes a live setting at once, and runs again with one that is not', async () => {
    const { page, close } = await driver.visit();
    await after(page, 3);
    await page.locator('[data-walk=order]').click();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('textbox', { name: 'Queue' }).fill('50');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator('.doings code', { hasText: 'set: order.queue, to: 50' }).waitFor();
    await page.getByRole('tab', { name: 'Now' }).click();
    await page.getByRole('tab', { name: 'Settings' }).click();
    expect(await page.getByRole('textbox', { name: 'Queue' }).inputValue()).toBe('50');
    await page.getByRole('textbox', { name: 'Replicas' }).fill('lots');
    await page.getByRole('button', { name: 'Run again with this' }).click();
    await page.locator('.field-wrong').waitFor();
    await page.getByRole('textbox', { name: 'Replicas' }).fill('7');
    await page.getByRole('button', { name: 'Run again with this' }).click();
    await page.locator('[data-walk=order-7]').waitFor();
    expect(await page.getByRole('textbox', { name: 'Replicas' }).inputValue()).toBe('7');
    await page.getByRole('button', { name: 'Share' }).click();
    expect(await page.locator('#share-cli').inputValue()).toContain("--set 'order.replicas=7'");
    await close();
  });

  it('shows a policy as it is at the instant that is looked at', async () => {
    const shared = await encode({
      name: 'platform/order-platform',
      seed: 1,
      sets: [],
      doings: [{ at: 4, entry: { set: 'front.policy', to: 'random' } }],
      at: 6,
    });
    const { page, close } = await driver.visit({ at: `#${shared}` });
    await page.locator('[data-node=front] .compact-foot', { hasText: 'random' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Policy' }).inputValue()).toBe('random');
    await dragTo(page, 2 / 600);
    await page.locator('[data-node=front] .compact-foot', { hasText: 'least-connections' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Policy' }).inputValue()).toBe('least-connections');
    await close();
  });

  it('takes lists of settings as they are written, at once or with a new run', async () => {
    const { page, errors, close } = await driver.visit({
      at: await linkTo('resilience/circuit-breakers', 3),
    });
    await page.locator('[data-walk=stock]').first().click();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('textbox', { name: 'Shedding' }).fill('[{ priority: 9, wait: 20ms }]');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator('.doings code', { hasText: 'set: stock.shed' }).waitFor();
    await page.getByRole('combobox', { name: 'Coalesce' }).selectOption('true');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.locator('.doings code', { hasText: 'set: stock.coalesce, to: true' }).waitFor();
    const calls = page.getByRole('textbox', { name: 'Calls', exact: true });
    const written = await calls.inputValue();
    expect(written.split('\n').length).toBeGreaterThan(5);
    await calls.fill(written.replace('attempts: 3', 'attempts: 1'));
    await page.getByRole('button', { name: 'Run again with this' }).click();
    await page.waitForFunction(() => !document.querySelector('.field .primary'));
    await page.getByRole('button', { name: 'Share' }).click();
    const command = await page.locator('#share-cli').inputValue();
    expect(command).toContain("--set 'stock.calls=[ { to: db, timeout: 300ms,");
    expect(command).toContain('attempts: 1');
    expect(errors).toEqual([]);
    await close();
  });
});
