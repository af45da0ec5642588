/** `npm run screenshots`: the pictures in `docs/pictures`, taken from the built page. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encode } from '../../view/share/codec.ts';
import { DESKTOP, launch, PHONE, type VisitOptions } from './driver.ts';

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

/** Real milliseconds between opening the page and the picture: long enough for charts to have a shape. */
const SETTLE_MS = 4000;

/** The order platform half a minute after one of its nodes died: queues, a flag, and something to say. */
const at = `#${await encode({ name: 'platform/order-platform', seed: 1, sets: [], doings: [], at: 287 })}`;

const pictures: Record<string, VisitOptions> = {
  'desktop-light': { viewport: DESKTOP, theme: 'light' },
  'desktop-dark': { viewport: DESKTOP, theme: 'dark' },
  'desktop-chinese': { viewport: DESKTOP, theme: 'light', locale: 'zh-CN' },
  'phone-light': { viewport: PHONE, theme: 'light' },
  'phone-dark': { viewport: PHONE, theme: 'dark' },
};

mkdirSync(FOLDER, { recursive: true });
const driver = await launch();
for (const [name, options] of Object.entries(pictures)) {
  const visit = await driver.visit({ ...options, at });
  await visit.page.waitForTimeout(SETTLE_MS);
  await visit.screenshot(`${FOLDER}${name}.png`);
  for (const error of visit.errors) console.error(`${name}: ${error}`);
  await visit.close();
}
await driver.close();
