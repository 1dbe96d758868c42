/** Firefox as Debian ships it, through WebDriver BiDi. */
import { spawnSync } from 'node:child_process';
import puppeteer from 'puppeteer-core';
import { type OtherBrowser, PATIENCE_MS } from './browser.ts';

const NAMES = ['firefox-esr', 'firefox'];

/** Path of a Firefox, or undefined. */
export function findFirefox(): string | undefined {
  return NAMES.map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim()).find(Boolean);
}

export async function startFirefox(executablePath: string): Promise<OtherBrowser> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  const page = await browser.newPage();
  await page.setViewport({ width: 390, height: 844 });
  return {
    open: async (url) => void (await page.goto(url)),
    async choose(selector, file) {
      const input = await page.waitForSelector(selector);
      await (input as { uploadFile?: (file: string) => Promise<void> } | null)?.uploadFile?.(file);
    },
    sees: async (selector, timeout = PATIENCE_MS) => void (await page.waitForSelector(selector, { timeout })),
    click: (selector) => page.$eval(selector, (element) => (element as HTMLElement).click()),
    text: (selector) => page.$eval(selector, ({ textContent }) => textContent ?? ''),
    data: (selector, name) =>
      page.$$eval(selector, (all, key) => all.map((element) => (element as HTMLElement).dataset[key] ?? ''), name),
    close: () => browser.close(),
  };
}
