// `npm run screenshots`: the main states in both themes and languages, for the README and the web app manifest. Drawn products and
// drawn photos only: pictures of the data sets never enter the repository.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import { findBrowser } from './lib/browser.mjs';
import { build, must, ROOT, tsx } from './lib/steps.mjs';

const PORT = 4198;
const URL = `http://127.0.0.1:${PORT}`;
const MANIFEST_FOLDER = join(ROOT, 'public', 'screenshots');
const README_FOLDER = join(ROOT, 'docs', 'screenshots');
const CATALOGUE = join(ROOT, '.cache', 'screenshots', 'catalogue');
const PATIENCE_MS = 120_000;
const LOOKS = [
  { name: 'light-en', locale: 'en-GB', colorScheme: 'light' },
  { name: 'dark-zh', locale: 'zh-CN', colorScheme: 'dark' },
];
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const WIDE = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
const QUALITY = 82;

async function answers() {
  for (let tries = 0; tries < 120; tries++) {
    const ok = await fetch(`${URL}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await sleep(500);
  }
  throw new Error('the endpoint does not answer');
}

/** Takes a picture once nothing moves any more. */
async function take(page, folder, name, width) {
  await page.waitForLoadState('networkidle');
  await sleep(800);
  const picture = sharp(await page.screenshot());
  await (width ? picture.resize({ width }) : picture).webp({ quality: QUALITY }).toFile(join(folder, `${name}.webp`));
  console.log(`${folder.slice(ROOT.length)}/${name}.webp`);
}

/** A drawn example, its items and the products found for the most prominent of them. */
async function openExample(page) {
  await page.goto(URL);
  await page.getByTestId('example').first().click();
  await page.getByTestId('card').first().waitFor({ timeout: PATIENCE_MS });
}

async function phoneStates(browser, { name, ...look }) {
  const context = await browser.newContext({ ...PHONE, ...look });
  const page = await context.newPage();
  const shot = (state) => take(page, README_FOLDER, `${state}-${name}`, PHONE.viewport.width);
  await page.goto(URL);
  await page.locator('html[data-models=ready]').waitFor({ timeout: PATIENCE_MS });
  await shot('start');
  await openExample(page);
  await shot('results');
  await page.getByTestId('sent-badge').click();
  await shot('sent');
  await page.keyboard.press('Escape');
  for (const heart of (await page.getByTestId('save-toggle').all()).slice(0, 3)) await heart.click();
  await page.getByTestId('card').first().getByRole('button').first().click();
  await page.getByTestId('more-like-this').waitFor();
  await shot('product');
  await page.keyboard.press('Escape');
  await page.getByTestId('open-saved').click();
  await page.getByTestId('saved-product').first().waitFor();
  await shot('saved');
  await context.close();
}

/** What app stores and install prompts show. */
async function manifestPictures(browser) {
  const [look] = LOOKS;
  for (const [form, options] of Object.entries({ phone: PHONE, wide: WIDE })) {
    const context = await browser.newContext({ ...options, locale: look.locale, colorScheme: look.colorScheme });
    const page = await context.newPage();
    await page.goto(URL);
    await page.locator('html[data-models=ready]').waitFor({ timeout: PATIENCE_MS });
    if (form === 'phone') await take(page, MANIFEST_FOLDER, 'phone-start');
    await openExample(page);
    await take(page, MANIFEST_FOLDER, `${form}-results`);
    await context.close();
  }
}

if ((await build()) !== 0) process.exit(1);
for (const folder of [README_FOLDER, MANIFEST_FOLDER]) mkdirSync(folder, { recursive: true });
const env = { ...process.env, TONGKUAN_CATALOGUE: CATALOGUE, TONGKUAN_LOG: 'warn', PORT: String(PORT) };
must('The drawn catalogue', process.execPath, tsx('src/catalog/cli.ts', 'demo'), { env });
const server = spawn(process.execPath, tsx('src/server/main.ts'), { cwd: ROOT, env, stdio: 'inherit' });
try {
  await answers();
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  for (const look of LOOKS) await phoneStates(browser, look);
  await manifestPictures(browser);
  await browser.close();
} finally {
  server.kill();
}
