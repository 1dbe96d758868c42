/**
 * What a shopper waits for, in Chromium at phone size against a running server: median milliseconds over the runs.
 *
 *   npm start                                   (or npm run serve)
 *   npm run bench:photo -- http://127.0.0.1:8080 street.jpg
 */
import type { Page } from '@playwright/test';
import { launchBrowser } from './browser.ts';
import { median } from './median.ts';

const RUNS = 7;
const [url, photo] = process.argv.slice(2);
if (!url || !photo) throw new Error('usage: npm run bench:photo -- <url> <photo>');

const browser = await launchBrowser(['--disable-gpu', '--disable-background-networking']);
const page = await browser.newPage({ viewport: { width: 390, height: 844 } });

async function milliseconds(job: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await job();
  return performance.now() - start;
}

const answered = (to: Page) => to.waitForResponse((response) => response.url().includes('/v1/search'));

const load = await milliseconds(async () => {
  await page.goto(url);
  await page.locator('html[data-models="ready"]').waitFor({ timeout: 120_000 });
});
const boxes: number[] = [];
const taps: number[] = [];
for (let run = 0; run < RUNS; run++) {
  await page.goto(url);
  await page.locator('html[data-models="ready"]').waitFor();
  const first = answered(page);
  boxes.push(
    await milliseconds(async () => {
      await page.getByTestId('photo-input').first().setInputFiles(photo);
      await page.getByTestId('box').first().waitFor();
    }),
  );
  await first;
  const other = page.locator('[data-testid="box"][aria-pressed="false"]').first();
  const next = answered(page);
  taps.push(await milliseconds(() => Promise.all([next, other.dispatchEvent('click')])));
}
await browser.close();
console.table({
  'first visit → models ready': { ms: Math.round(load) },
  'photo → boxes': { ms: Math.round(median(boxes)) },
  'tap on a box → products': { ms: Math.round(median(taps)) },
});
