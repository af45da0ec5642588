import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { preview } from 'vite';
import { findChromium } from './chromium.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Not the root of the host, so that an absolute address in the build breaks a test. */
const FOLDER = '/some/folder/';

/** Milliseconds for one thing to appear: far more than it takes, so that a busy machine decides nothing. */
const PATIENCE = 120_000;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export interface VisitOptions {
  /** What follows the address of the page: a query or a fragment. */
  readonly at?: string;
  readonly viewport?: { width: number; height: number };
  readonly theme?: 'light' | 'dark';
  readonly reducedMotion?: boolean;
  readonly locale?: 'en-US' | 'zh-CN';
}

/** One open page, with everything it complained about. */
export interface Visit {
  readonly page: Page;
  /** Console errors, uncaught exceptions and failed requests, in order. */
  readonly errors: readonly string[];
  /** Violations of WCAG 2.2 AA that axe finds, one line each. */
  readonly accessibilityProblems: () => Promise<string[]>;
  readonly screenshot: (file: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The built page, served as a static host would serve it, in Chromium. */
export interface Driver {
  readonly url: string;
  visit(options?: VisitOptions): Promise<Visit>;
  close(): Promise<void>;
}

/** Serves `dist/web` and starts Chromium. Throws if the page is not built or there is no browser. */
export async function launch(): Promise<Driver> {
  if (!existsSync(`${ROOT}/dist/web/index.html`)) throw new Error('no page in dist/web: run `npm run build`');
  const browser = await startChromium();
  const server = await preview({
    configFile: `${ROOT}/vite.config.ts`,
    root: `${ROOT}/web`,
    base: FOLDER,
    appType: 'mpa',
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 0, open: false },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the static server has no port');
  const url = `http://127.0.0.1:${address.port}${FOLDER}`;
  return {
    url,
    visit: (options = {}) => visit(browser, url, options),
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** A document on the disk, opened as a reader would open it. */
export async function launchFile(file: string): Promise<Driver> {
  const browser = await startChromium();
  const url = pathToFileURL(file).href;
  return {
    url,
    visit: (options = {}) => visit(browser, url, options),
    close: () => browser.close(),
  };
}

function startChromium(): Promise<Browser> {
  const found = findChromium();
  if (found === null) throw new Error('no Chromium found: install one, or set CHROMIUM_PATH');
  const { executablePath, env } = found;
  return chromium.launch({ executablePath, args: FLAGS, env: { ...process.env, ...env } });
}

async function visit(browser: Browser, url: string, options: VisitOptions): Promise<Visit> {
  const context = await browser.newContext({
    viewport: options.viewport ?? DESKTOP,
    colorScheme: options.theme ?? 'light',
    reducedMotion: options.reducedMotion === true ? 'reduce' : 'no-preference',
    locale: options.locale ?? 'en-US',
    timezoneId: 'UTC',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const errors = collectErrors(page);
  await page.goto(url + (options.at ?? ''));
  return {
    page,
    errors,
    accessibilityProblems: () => accessibilityProblems(page),
    screenshot: async (file) => {
      await page.screenshot({ path: file, animations: 'disabled' });
    },
    close: () => context.close(),
  };
}

function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('requestfailed', (request) =>
    errors.push(`${request.url()}: ${request.failure()?.errorText ?? 'failed'}`),
  );
  page.on('response', (response) => {
    if (response.status() >= 400) errors.push(`${response.url()}: ${response.status()}`);
  });
  return errors;
}

async function accessibilityProblems(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}
