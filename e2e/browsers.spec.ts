/** The main way in browsers of other families: photo → boxes → products → filter → saved → the same without a network. */
import { test as base, expect } from '@playwright/test';
import type { OtherBrowser } from './helpers/browsers/browser.ts';
import { findFirefox, startFirefox } from './helpers/browsers/firefox.ts';
import { findWebKit, startWebKit } from './helpers/browsers/webkit.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { standInFrontOf } from './helpers/front.ts';

const test = base;
test.setTimeout(10 * 60_000);

const BROWSERS = [
  { name: 'Firefox', found: findFirefox(), start: startFirefox },
  { name: 'WebKit', found: findWebKit(), start: startWebKit },
];

for (const { name, found, start } of BROWSERS) {
  test(`the main way in ${name}`, async ({ baseURL }) => {
    test.skip(!found, `${name.toUpperCase()} IS NOT ON THIS MACHINE: it is NOT checked`);
    const network = await standInFrontOf(baseURL ?? '', { change: (_, answer) => answer.body });
    const browser = await start(found ?? '');
    try {
      await findsAndFilters(browser, network.url);
      await browser.sees('html[data-offline-ready=true]');
      network.close();
      await seesItAllOffline(browser, network.url);
    } finally {
      await browser.close();
      network.close();
    }
  });
}

async function findsAndFilters(browser: OtherBrowser, url: string): Promise<void> {
  await browser.open(url);
  await browser.choose('[data-testid=photo-input]', STREET_PHOTO);
  await browser.sees('[data-testid=box]');
  await browser.sees('[data-testid=card]');
  expect(await browser.text('[data-testid=sent-badge]')).toContain('144');
  await browser.click('[data-testid=chip][data-category="4"]');
  await browser.sees('[data-testid=chip][data-category="4"][aria-pressed=true]');
  await expect
    .poll(async () => new Set(await browser.data('[data-testid=card]', 'category')), { timeout: 60_000 })
    .toEqual(new Set(['4']));
  await browser.click('[data-testid=save-toggle]');
  await browser.sees('[data-testid=open-saved]');
}

async function seesItAllOffline(browser: OtherBrowser, url: string): Promise<void> {
  await browser.open(url);
  await browser.sees('[data-testid=open-saved]');
  await browser.choose('[data-testid=photo-input]', STREET_PHOTO);
  await browser.sees('[data-testid=named-label]');
  await browser.sees('[data-testid=offline-note], [data-testid=error-note]');
}
