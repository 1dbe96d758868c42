/**
 * What the page costs a phone, against a running server: bytes of the first visit, LCP and CLS on Lighthouse's phone profile,
 * tasks over 50 ms on the main thread, memory over many photos. Each figure beside its budget.
 *
 *   npm start                                   (or npm run serve)
 *   npm run bench:page -- http://127.0.0.1:8080 street.jpg [photos]      (photos: how many for the memory, 200)
 */
import { get } from 'node:http';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { launchBrowser } from './browser.ts';
import { median } from './median.ts';

const RUNS = 5;
/** The memory is looked at after so many photos: it may not grow beyond the first. */
const PHOTO_MARKS = [20, 60, 200];
const READY_MS = 180_000;
const [url, photo, count = '200'] = process.argv.slice(2);
if (!url || !photo) throw new Error('usage: npm run bench:page -- <url> <photo> [photos]');

/** Lighthouse's throttling for phones: 1.6 Mbit/s, 150 ms, a processor four times slower. */
const SLOW_NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const SLOW_CPU = 4;

interface PageFigures {
  readonly lcp: number;
  readonly cls: number;
  readonly longTasks: number[];
}

const worst = (tasks: number[]): string => `${tasks.length} · worst ${Math.round(Math.max(0, ...tasks))} ms`;

/** Collects what the browser reports about itself; runs before the page's own scripts. */
function observe(): void {
  const seen = { lcp: 0, cls: 0, longTasks: [] as number[] };
  Object.assign(globalThis, { seen });
  const on = (type: string, take: (entry: PerformanceEntry & { value?: number; hadRecentInput?: boolean }) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  on('largest-contentful-paint', ({ startTime }) => {
    seen.lcp = startTime;
  });
  on('layout-shift', ({ value = 0, hadRecentInput }) => {
    if (!hadRecentInput) seen.cls += value;
  });
  on('longtask', ({ duration }) => seen.longTasks.push(duration));
}

const figures = (page: Page): Promise<PageFigures> =>
  page.evaluate(() => (globalThis as unknown as { seen: PageFigures }).seen);

async function open(browser: Browser): Promise<{ page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.addInitScript('globalThis.__name = (named) => named'); // tsx wraps named functions in it
  await page.addInitScript(observe);
  return { page, cdp: await context.newCDPSession(page) };
}

const ready = (page: Page) => page.locator('html[data-models="ready"]').waitFor({ timeout: READY_MS });

/** Bytes over the wire: the page's own until it is drawn, and what the vision worker keeps once the models are ready. */
async function bytesOfFirstVisit(browser: Browser): Promise<{ shell: number; models: number; runtime: number }> {
  const { page, cdp } = await open(browser);
  let shell = 0;
  await cdp.send('Network.enable');
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    shell += encodedDataLength;
  });
  await page.goto(url as string);
  await page.getByTestId('pick-photo').waitFor();
  await page.waitForLoadState('load');
  const sums = { shell, models: 0, runtime: 0 };
  await ready(page);
  // The page's session does not see what its worker fetches; the worker keeps it, so it can be asked for again.
  const kept = await page.evaluate(async () => {
    const cache = await caches.open('tongkuan-models-v1');
    return (await cache.keys()).map((request) => request.url);
  });
  await page.context().close();
  for (const address of kept) sums[/\.wasm/.test(address) ? 'runtime' : 'models'] += await wireBytes(address);
  return sums;
}

/** Bytes of an answer's body as a browser receives it, compressed. */
function wireBytes(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': 'br, gzip' } }, async (answer) => {
      let bytes = 0;
      for await (const chunk of answer) bytes += (chunk as Buffer).length;
      resolve(bytes);
    }).on('error', reject);
  });
}

/** LCP, CLS and long tasks of a slow phone's first seconds. */
async function startOnSlowPhone(browser: Browser): Promise<PageFigures> {
  const { page, cdp } = await open(browser);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', SLOW_NETWORK);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  await page.goto(url as string);
  await page.getByTestId('pick-photo').waitFor();
  await page.waitForTimeout(4000);
  const seen = await figures(page);
  await page.context().close();
  return seen;
}

/** Long tasks at full speed: until the models are ready, then from the photo to its products. */
async function tasksOfAPhoto(browser: Browser): Promise<{ start: number[]; photo: number[]; cls: number }> {
  const { page } = await open(browser);
  await page.goto(url as string);
  await ready(page);
  const before = (await figures(page)).longTasks.length;
  await page
    .getByTestId('photo-input')
    .first()
    .setInputFiles(photo as string);
  await page.getByTestId('card').first().waitFor({ timeout: READY_MS });
  await page.waitForTimeout(500);
  const { longTasks, cls } = await figures(page);
  await page.context().close();
  return { start: longTasks.slice(0, before), photo: longTasks.slice(before), cls };
}

/** Megabytes of the page and its workers, by the number of photos searched so far. */
async function memory(browser: Browser, photos: number): Promise<Map<number, number>> {
  const { page } = await open(browser);
  await page.goto(url as string);
  await ready(page);
  const measured = new Map<number, number>();
  for (let number = 1; number <= photos; number++) {
    const answered = page.waitForResponse((response) => response.url().includes('/v1/search'), { timeout: READY_MS });
    await page
      .getByTestId('photo-input')
      .first()
      .setInputFiles(photo as string);
    const status = (await answered).status();
    if (status !== 200) throw new Error(`photo ${number}: the endpoint answered ${status}`);
    if (PHOTO_MARKS.includes(number) || number === photos) measured.set(number, await megabytes(page));
  }
  await page.context().close();
  return measured;
}

/** `measureUserAgentSpecificMemory` counts JavaScript, wasm and DOM of the page and its workers after a collection. */
async function megabytes(page: Page): Promise<number> {
  const bytes = await page.evaluate(async () => {
    const own = performance as unknown as { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> };
    return (await own.measureUserAgentSpecificMemory()).bytes;
  });
  return bytes / 1e6;
}

const browser = await launchBrowser(['--disable-gpu', '--disable-background-networking']);
const bytes = await bytesOfFirstVisit(browser);
const slow: PageFigures[] = [];
const tasks: Awaited<ReturnType<typeof tasksOfAPhoto>>[] = [];
for (let run = 0; run < RUNS; run++) {
  slow.push(await startOnSlowPhone(browser));
  tasks.push(await tasksOfAPhoto(browser));
}
const megabytesAfter = await memory(browser, Number(count));
await browser.close();

const kilobytes = (value: number): string => `${Math.round(value / 1000)} KB`;
const everything = bytes.shell + bytes.models + bytes.runtime;
console.table({
  'first visit, before models': { measured: kilobytes(bytes.shell), budget: '200 KB' },
  models: { measured: kilobytes(bytes.models), budget: '6,000 KB' },
  'all that is needed offline': { measured: kilobytes(everything), budget: '10,000 KB' },
  'LCP, slow phone': { measured: `${Math.round(median(slow.map(({ lcp }) => lcp)))} ms`, budget: '2,500 ms' },
  'CLS, start': { measured: median(slow.map(({ cls }) => cls)).toFixed(3), budget: '0.1' },
  'CLS, with a photo': { measured: median(tasks.map(({ cls }) => cls)).toFixed(3), budget: '0.1' },
  'tasks over 50 ms, start': { measured: worst(tasks.flatMap(({ start }) => start)), budget: `0 in ${RUNS} runs` },
  'tasks over 50 ms, photo': { measured: worst(tasks.flatMap((one) => one.photo)), budget: `0 in ${RUNS} runs` },
  ...Object.fromEntries(
    [...megabytesAfter].map(([photos, value], row) => [
      `memory after ${photos} photos`,
      { measured: `${value.toFixed(1)} MB`, budget: row === 0 ? '' : 'no more than the first' },
    ]),
  ),
});
