import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario, parseCommand } from '../../sim-core/scenario/index.ts';
import { decode, encode, type Shared } from '../../view/share/codec.ts';

function scenarioText(name: string): string {
  return readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), 'utf8');
}

/** What opens a scenario of the library at second `at`, behind the address of the page. */
export async function linkTo(name: string, at: number): Promise<string> {
  return `#${await encode({ name, seed: 1, sets: [], doings: [], at })}`;
}

/** Simulated seconds that the page shows, to three decimals. */
export async function now(page: Page): Promise<number> {
  return Number(await page.getByTestId('timeline').getAttribute('aria-valuenow'));
}

/** Waits until the page shows a later instant than `time`. */
export async function after(page: Page, time: number, timeout?: number): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      Number(document.querySelector('[data-testid=timeline]')?.getAttribute('aria-valuenow')) > wanted,
    time,
    { timeout },
  );
}

/** Waits until time has stood still long enough for panels, which follow four times a second. */
export async function standing(page: Page): Promise<void> {
  let last = -1;
  let still = 0;
  while (still < 4) {
    await page.waitForTimeout(150);
    const time = await now(page);
    still = time === last ? still + 1 : 0;
    last = time;
  }
}

export async function dragTo(page: Page, share: number): Promise<void> {
  const box = (await page.getByTestId('timeline').boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width / 2, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * share, y, { steps: 6 });
  await page.mouse.up();
}

export async function fingerprint(page: Page): Promise<string> {
  return page.getByTestId('fingerprint').innerText();
}

/** The run on the page as its share link holds it: with the exact instant. */
export async function sharedRun(page: Page): Promise<{ link: string; shared: Shared }> {
  await page.getByRole('button', { name: /^(Share|分享)$/ }).click();
  await page.waitForFunction(
    () => (document.querySelector<HTMLTextAreaElement>('#share-link')?.value ?? '') !== '',
  );
  const link = await page.locator('#share-link').inputValue();
  await page.keyboard.press('Escape');
  const decoded = await decode(link.slice(link.indexOf('#') + 1));
  if (!('shared' in decoded)) throw new Error(`the page made a link that does not open: ${link}`);
  return { link, shared: decoded.shared };
}

/** Fingerprint of the same run in Node, at the same instant. */
export function fingerprintInNode({ name, text, seed, sets, doings, at }: Shared): string {
  const { scenario } = loadScenario(text ?? scenarioText(name!), { set: sets });
  let current = scenario!;
  const interventions = doings.map((doing) => {
    const { command, scenario: next } = parseCommand(doing.entry, current);
    current = next;
    return { at: doing.at, command: command! };
  });
  const run = new Run(scenario!, { seed, interventions });
  run.advance(at);
  return run.fingerprint;
}
