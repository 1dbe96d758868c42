/** Storage that is cleared, workers that are killed, two tabs, answers that are none: the page goes on. */
import type { Route } from '@playwright/test';
import { complaints } from './helpers/axe.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import { killsTheFirstWorker } from './helpers/kill-worker.ts';
import { Shopper } from './helpers/shopper.ts';
import { stored } from './helpers/stored.ts';

type Answer = NonNullable<Parameters<Route['fulfill']>[0]>;

const coded = (status: number, code: string): Answer => ({
  status,
  json: { error: { code, message: '', retryable: true, details: {} } },
});
const PAGE_OF_A_PROXY: Answer = { contentType: 'text/html', body: '<!doctype html><h1>Sign in to this network</h1>' };
const NO_PRODUCTS = { hits: [{}], total: 1, nearest: 1, categories: [], modelKey: '', tookMs: 1 };

/** What an endpoint, or what stands before it, may answer, and what the page makes of it. */
const ANSWERS: readonly (readonly [Answer, string])[] = [
  [coded(429, 'RATE_LIMITED'), 'RATE_LIMITED'],
  [coded(500, 'INTERNAL'), 'INTERNAL'],
  [{ status: 500, body: 'Internal Server Error' }, 'SEARCH_BAD_ANSWER'],
  [{ status: 503, body: 'Service Unavailable' }, 'SEARCH_UNREACHABLE'],
  [PAGE_OF_A_PROXY, 'SEARCH_BAD_ANSWER'],
  [{ contentType: 'application/json', body: '{"hits":[{"product":{"id":' }, 'SEARCH_BAD_ANSWER'],
  [{ json: NO_PRODUCTS }, 'SEARCH_BAD_ANSWER'],
];

test.describe('an endpoint that answers', () => {
  test.use({ expectedErrors: /Failed to load resource.*\/v1\//s });

  test('429, 500 or nonsense leaves the boxes, says so, and is asked again', async ({ shopper }) => {
    const { page } = shopper;
    const retry = () => shopper.errorNote().getByRole('button', { name: 'Try again' });
    let asked = 0;
    await page.route('**/v1/search*', (route) => {
      const [answer] = ANSWERS[asked++] ?? [];
      return answer ? route.fulfill(answer) : route.continue();
    });
    await shopper.opensThePage();
    await shopper.picksPhoto(STREET_PHOTO);
    for (const [number, [, code]] of ANSWERS.entries()) {
      await expect.poll(() => asked, { timeout: 90_000 }).toBe(number + 1);
      await expect(shopper.errorNote()).toHaveAttribute('data-code', code);
      await expect(shopper.boxes().first()).toBeVisible();
      if (number === 0) expect(await complaints(page)).toEqual([]);
      await retry().click();
    }
    await shopper.seesProducts();

    await page.route('**/v1/products/*/similar*', (route) => route.fulfill(PAGE_OF_A_PROXY));
    await shopper.cards().first().getByRole('button').first().click();
    await expect(page.getByTestId('product-trouble')).toHaveAttribute('data-code', 'SEARCH_BAD_ANSWER');
    expect(await complaints(page)).toEqual([]);
    await page.unroute('**/v1/products/*/similar*');
    await page.getByTestId('product-trouble').getByRole('button').click();
    await expect(page.getByTestId('more-like-this').getByTestId('card').first()).toBeVisible();
  });
});

test('storage cleared underneath: the search goes on, and what is saved from then on is kept', async ({
  shopper,
  context,
}) => {
  const { page } = shopper;
  const heart = (index: number) => shopper.cards().nth(index).getByTestId('save-toggle');
  const withPictures = async () => (await stored(page, 'saved')).filter(({ thumbnail }) => thumbnail !== null).length;
  await shopper.opensThePage();
  await shopper.waitsForOffline();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.seesProducts();
  await heart(0).click();
  await expect.poll(withPictures, 'its picture is written last').toBe(1);

  const cdp = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  const searches = shopper.searches().length;
  await page.locator('[data-testid="box"][aria-pressed="false"]').first().dispatchEvent('click');
  await expect.poll(() => shopper.searches().length, 'the worker has what it needs').toBe(searches + 1);
  await shopper.seesProducts();
  await page.getByTestId('open-saved').click();
  await expect(page.getByTestId('saved-product'), 'gone, and said so').toHaveCount(0);
  await page.keyboard.press('Escape');
  await heart(1).click();
  await expect(heart(1)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(withPictures, 'its picture is written last').toBe(1);

  await page.reload();
  await page.getByTestId('open-saved').click();
  await expect(page.getByTestId('saved-product')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.getByTestId('open-history').click();
  await page.getByTestId('past-search').first().click();
  await shopper.seesProducts();
});

test('two tabs: what one keeps or deletes the other shows', async ({ shopper, context }) => {
  const { page } = shopper;
  const other = new Shopper(await context.newPage());
  await other.opensThePage();
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.seesProducts();
  const heart = shopper.cards().first().getByTestId('save-toggle');
  await heart.click();
  await expect(other.page.getByTestId('open-history')).toBeVisible();
  await other.page.getByTestId('open-saved').click();
  await other.page.getByTestId('remove-saved').click();
  await expect(heart).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByTestId('open-saved'), 'nothing is left to show').toHaveCount(0);
});

test.describe('a worker that is killed', () => {
  test.use({ expectedErrors: /argumentList/ });

  for (const [death, code] of [
    ['silently', 'DEADLINE'],
    ['loudly', 'WORKER_DIED'],
  ] as const)
    test(`${death} in the middle of its work is replaced when the shopper tries again`, async ({ shopper }) => {
      test.setTimeout(300_000); // the deadline of a silent worker, and the models loaded twice
      const { page } = shopper;
      await killsTheFirstWorker(page, death);
      await shopper.opensThePage();
      await shopper.waitsForTheModels();
      await shopper.picksPhoto(STREET_PHOTO);
      await expect(shopper.errorNote()).toHaveAttribute('data-code', code, { timeout: 60_000 });
      await expect(page.getByAltText('Your photo'), 'the photo stays').toBeVisible();
      await shopper.errorNote().getByRole('button', { name: 'Try again' }).click();
      await expect(shopper.boxes().first()).toBeVisible({ timeout: 90_000 });
      await expect(shopper.cards().first()).toBeVisible({ timeout: 90_000 });
    });
});
