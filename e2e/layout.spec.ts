/** How much of the results is in sight at once, and that nothing moves under a finger. */
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

/** CSS pixels of a product's picture that tell what it is. */
const IN_SIGHT = 120;
/** "Good" in Core Web Vitals. */
const SHIFT_MAX = 0.1;

declare global {
  var shifts: number[];
}

test('the first products are in sight below a street photo, and came without moving anything', async ({ shopper }) => {
  const { page } = shopper;
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) globalThis.shifts.push(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await shopper.opensThePage();
  await shopper.waitsForTheModels();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.seesProducts();
  const picture = await shopper.cards().first().locator('img').boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  expect(height - (picture?.y ?? height)).toBeGreaterThanOrEqual(IN_SIGHT);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  expect(await page.evaluate(() => globalThis.shifts.reduce((sum, shift) => sum + shift, 0))).toBeLessThan(SHIFT_MAX);
});

test('on a small phone as well', async ({ shopper }) => {
  const { page } = shopper;
  await page.setViewportSize({ width: 360, height: 740 });
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.seesProducts();
  const picture = await shopper.cards().first().locator('img').boundingBox();
  expect(740 - (picture?.y ?? 740)).toBeGreaterThanOrEqual(IN_SIGHT);
});

test('a photo opens at its top, and leads back to the top of the first page', async ({ shopper }) => {
  const { page } = shopper;
  await page.setViewportSize({ width: 360, height: 740 });
  await shopper.opensThePage();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.seesProducts();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.evaluate(() => scrollTo(0, 2000));
  await page.goBack();
  await expect(page.getByTestId('pick-photo').first()).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test('what can be tapped above the products is as large as a finger', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.seesProducts();
  const targets = await page.locator('main button:visible, main select:visible').all();
  for (const target of targets) {
    const size = await target.boundingBox();
    if (!size || (await target.getAttribute('data-box')) !== null) continue; // an outline's area is larger than it looks
    expect(Math.min(size.width, size.height), (await target.textContent()) ?? '').toBeGreaterThanOrEqual(44);
  }
});
