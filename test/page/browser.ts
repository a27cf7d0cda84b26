/** A real Chromium for tests of the page; `MBPAIR_REQUIRE_BROWSER=1` makes its absence a failure. */

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface SetUp {
  readonly findBrowser: () => string | undefined;
}

const setUp = (await import(new URL('../../.build/browser.mjs', import.meta.url).href)) as SetUp;

const executablePath = setUp.findBrowser();

const why = 'no Chromium on PATH; npm test installs it where it may';

if (executablePath === undefined) console.warn(`skipped: ${why}`);

export const haveBrowser = executablePath !== undefined;

test.skipIf(haveBrowser || process.env['MBPAIR_REQUIRE_BROWSER'] !== '1')('Chromium is there', () => {
  throw new Error(why);
});

export interface Opened {
  readonly page: Page;
  /** What the page has written to the console, thrown or asked a network for: nothing, it should be. */
  readonly trouble: readonly string[];
}

/** Pages of one browser that lives as long as the file's tests. Each page is closed by its test. */
export function browserForTests(): (url: string, options?: BrowserContextOptions) => Promise<Opened> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (executablePath === undefined) return;
    // As root, in a container, Chromium has no sandbox to run in.
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  });
  afterAll(async () => {
    await browser?.close();
  });
  return async (url, options = {}) => {
    if (browser === undefined) throw new Error(why);
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => trouble.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => trouble.push(`thrown: ${error.message}`));
    page.on('request', (request) => {
      if (!/^(?:file|blob|data):/.test(request.url())) trouble.push(`request: ${request.url()}`);
    });
    page.on('dialog', (dialog) => trouble.push(`dialog: ${dialog.message()}`));
    await page.goto(url);
    return { page, trouble };
  };
}

/** Nothing was said, and the page is closed. */
export async function closeQuietly({ page, trouble }: Opened): Promise<void> {
  await page.context().close();
  expect(trouble).toEqual([]);
}
