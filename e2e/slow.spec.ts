/** A first visit on a bad network: the page is of use long before everything has come. */
import { complaints } from './helpers/axe.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { test as base, expect } from './helpers/fixtures.ts';
import { SLOW_3G, SlowRoad } from './helpers/slow-road.ts';

const test = base.extend<{ readonly road: SlowRoad }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the destructured form
  road: async ({}, use, { project }) => {
    const road = await SlowRoad.open(project.use.baseURL ?? '');
    Object.assign(road, SLOW_3G, { slowed: /./ });
    await use(road);
    road.close();
  },
  baseURL: ({ road }, use) => use(road.url),
});

test('on slow 3G a photo can be chosen at once, progress is told, and products come', async ({ shopper, road }) => {
  test.setTimeout(300_000);
  const { page } = shopper;
  const loaded = async () => Number(await page.getByTestId('model-progress').first().getAttribute('data-loaded'));
  await shopper.opensThePage();
  await expect(page.getByTestId('model-progress').first()).toContainText('MB', { timeout: 60_000 });
  const before = await loaded();
  await expect.poll(loaded, 'it moves').toBeGreaterThan(before);
  expect(await complaints(page), 'loading').toEqual([]);

  await shopper.picksPhoto(STREET_PHOTO);
  await expect(page.getByAltText('Your photo')).toBeVisible();
  await expect(page.getByTestId('model-progress').first(), 'what is waited for').toContainText('MB');
  expect(await complaints(page), 'a photo that waits for the models').toEqual([]);

  road.slowed = /^\/v1\//; // seven megabytes would take two and a half minutes
  await expect(shopper.boxes().first()).toBeVisible({ timeout: 120_000 });
  await shopper.seesProducts();
  expect(shopper.searches(), 'patience, not repetition').toHaveLength(1);
});
