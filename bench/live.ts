/**
 * What live mode costs the page, in Chromium at phone size with a camera that pans over a photo, against a running server:
 * looks a second, tasks over 50 ms on the main thread, input delay, memory. Medians of the runs.
 *
 *   npm start                                   (or npm run serve)
 *   npm run bench:live -- http://127.0.0.1:8080 street.jpg [seconds]      (seconds: of each run, 10)
 */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { writeFilm } from '../e2e/helpers/camera-file.ts';
import { launchBrowser } from './browser.ts';
import { median } from './median.ts';

const RUNS = 3;
const READY_MS = 180_000;
const PAN = { frames: 40, pixels: 60 };
/** A phone's processor, as Lighthouse has it; the worker is not slowed. */
const SLOW_CPU = 4;
/** What the Event Timing API does not report was shorter than this. */
const UNREPORTED_MS = 16;
/** How often the page is tapped. */
const TAP_EVERY_MS = 500;
const [url, photo, seconds = '10'] = process.argv.slice(2);
if (!url || !photo) throw new Error('usage: npm run bench:live -- <url> <photo> [seconds]');
const address = url;

interface Seen {
  longTasks: number[];
  /** Longest event of each interaction, milliseconds until the next frame was shown. */
  interactions: Record<string, number>;
}

interface Run {
  readonly looksPerSecond: number;
  readonly longTasks: number[];
  readonly taps: number[];
  readonly start: number;
  readonly freeze: number;
}

/** Collects what the browser reports about itself; runs before the page's own scripts. */
function observe(): void {
  const seen: Seen = { longTasks: [], interactions: {} };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
      const { interactionId: id, duration } = entry;
      if (id > 0) seen.interactions[id] = Math.max(seen.interactions[id] ?? 0, duration);
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/** What was seen since the last call. */
async function seenSince(page: Page): Promise<{ longTasks: number[]; interactions: number[] }> {
  await page.waitForTimeout(300); // entries arrive a moment later
  return page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: Seen };
    const { longTasks, interactions } = seen;
    Object.assign(seen, { longTasks: [], interactions: {} });
    return { longTasks, interactions: Object.values(interactions) };
  });
}

const looks = async (page: Page) => Number(await page.getByTestId('live').getAttribute('data-looks'));

async function open(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, permissions: ['camera'] });
  const page = await context.newPage();
  await page.addInitScript('globalThis.__name = (named) => named'); // tsx wraps named functions in it
  await page.addInitScript(observe);
  await page.goto(address);
  await page.locator('html[data-models="ready"]').waitFor({ timeout: READY_MS });
  await page.getByTestId('open-camera').click();
  await page.locator('[data-testid="live-toggle"]:enabled').waitFor();
  await seenSince(page);
  return page;
}

async function startLive(page: Page): Promise<number> {
  await page.getByTestId('live-toggle').click();
  await page.locator('[data-testid="live"][data-stage="running"]').waitFor({ timeout: READY_MS });
  await page.getByTestId('outline').first().waitFor({ timeout: READY_MS });
  return Math.max(UNREPORTED_MS, ...(await seenSince(page)).interactions);
}

/** Taps the title, where nothing listens: what is measured is how soon the page could answer. */
async function tapFor(page: Page, milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds;
  let taps = 0;
  while (performance.now() < end) {
    await page.mouse.click(80, 30);
    taps += 1;
    await page.waitForTimeout(TAP_EVERY_MS);
  }
  return taps;
}

async function measure(browser: Browser, slowdown: number): Promise<Run> {
  const page = await open(browser);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const start = await startLive(page);
  const before = { looks: await looks(page), time: performance.now() };
  const count = await tapFor(page, Number(seconds) * 1000);
  const looksPerSecond = ((await looks(page)) - before.looks) / ((performance.now() - before.time) / 1000);
  const { longTasks, interactions } = await seenSince(page);
  const short = new Array<number>(Math.max(0, count - interactions.length)).fill(UNREPORTED_MS);
  await page.getByTestId('outline').first().click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const freeze = Math.max(UNREPORTED_MS, ...(await seenSince(page)).interactions);
  await page.context().close();
  return { looksPerSecond, longTasks, taps: [...interactions, ...short], start, freeze };
}

/** Megabytes of the page and its worker early and late in one stretch of live mode. */
async function memory(browser: Browser, stretchMs: number): Promise<[number, number]> {
  const page = await open(browser);
  await startLive(page);
  await page.waitForTimeout(stretchMs / 4);
  const early = await megabytes(page);
  await page.waitForTimeout(stretchMs);
  const late = await megabytes(page);
  await page.context().close();
  return [early, late];
}

/** `measureUserAgentSpecificMemory` counts JavaScript, wasm and DOM of the page and its workers after a collection. */
async function megabytes(page: Page): Promise<number> {
  const bytes = await page.evaluate(async () => {
    const own = performance as unknown as { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> };
    return (await own.measureUserAgentSpecificMemory()).bytes;
  });
  return bytes / 1e6;
}

const film = join(tmpdir(), `tongkuan-live-${process.pid}.y4m`);
const shifts = Array.from({ length: PAN.frames }, (_, i) =>
  Math.round(PAN.pixels * Math.sin((2 * Math.PI * i) / PAN.frames)),
);
await writeFilm(photo, film, shifts);
const browser = await launchBrowser([
  '--disable-gpu',
  '--disable-background-networking',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
]);
const rows: Record<string, Record<string, string>> = {};
for (const slowdown of [1, SLOW_CPU]) {
  const runs: Run[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await measure(browser, slowdown));
  const taps = runs.flatMap((run) => run.taps);
  const tasks = runs.flatMap((run) => run.longTasks);
  rows[slowdown === 1 ? 'full speed' : `main thread ${slowdown}× slower`] = {
    'looks a second': median(runs.map((run) => run.looksPerSecond)).toFixed(1),
    'tasks over 50 ms': `${tasks.length} · worst ${Math.round(Math.max(0, ...tasks))} ms`,
    'tap, median': `${median(taps)} ms`,
    'tap, worst': `${Math.max(...taps)} ms of ${taps.length}`,
    'tap that starts': `${median(runs.map((run) => run.start))} ms`,
    'tap that freezes': `${median(runs.map((run) => run.freeze))} ms`,
  };
  console.table(rows);
}
const [early, late] = await memory(browser, 4000 * Number(seconds));
await browser.close();
rmSync(film);
console.table({ memory: { early: `${early.toFixed(1)} MB`, late: `${late.toFixed(1)} MB` } });
