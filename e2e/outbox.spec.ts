import type { Page } from '@playwright/test';
import { demoProducts } from '#demo/catalogue.ts';
import { barcodePhoto } from './helpers/barcode-photo.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

test.use({ expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ });

test('a search made in flight mode is sent when the network returns, and its results are announced', async ({
  shopper,
  context,
}) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.waitsForOffline();
  await context.setOffline(true);
  await shopper.picksPhoto(STREET_PHOTO);
  await expect(page.getByTestId('offline-note')).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Close' }).first().click();
  await page.getByTestId('open-history').click();
  await expect(page.getByTestId('outgoing')).toHaveText('Waits for a network');
  await page.keyboard.press('Escape');

  await context.setOffline(false);
  await expect(page.getByRole('button', { name: 'Your searches, 1 new' })).toBeVisible();
  await page.getByTestId('open-history').click();
  await expect(page.getByTestId('outgoing')).toContainText('results arrived');
  await page.getByTestId('past-search').click();
  await shopper.seesProducts();
  await page.getByTestId('open-history').click();
  await expect(page.getByTestId('outgoing')).toHaveCount(0);
});

test('a barcode that could not be looked up is, when the network returns, although the page was closed', async ({
  shopper,
  context,
}) => {
  const { page } = shopper;
  const bag = demoProducts().find(({ category, group }) => category === 3 && group === null);
  const photo = await barcodePhoto(bag?.gtin?.slice(1) ?? '');
  await shopper.opensThePage();
  await shopper.waitsForOffline();
  await shopper.picksPhoto(photo); // the reader comes with the first photo that is read
  await expect(page.getByTestId('barcode-found')).toHaveAttribute('data-stage', 'done');
  await page.reload();
  await shopper.waitsForOffline();
  await context.setOffline(true);
  await shopper.picksPhoto(photo);
  await expect(page.getByTestId('barcode-found')).toHaveAttribute('data-stage', 'failed');
  await expect.poll(() => waitingLookups(page)).toBe(1);
  await page.reload();

  await page.getByTestId('open-history').click();
  const row = page.getByRole('listitem').filter({ has: page.locator('[data-stage=waiting]') });
  await expect(row).toHaveCount(1);
  await context.setOffline(false);
  const answer = page.locator('[data-testid=outgoing][data-topic=lookup]');
  await expect(answer).toHaveText(`Barcode: ${bag?.title.en}`);
  await expect(page.locator('[data-testid=outgoing][data-topic=search]')).toContainText('results arrived');
  await page.getByTestId('past-search').first().click();
  await expect(page.getByTestId('barcode-found')).toHaveAttribute('data-product-id', bag?.id ?? '');
  await shopper.seesProducts();
  await page.getByTestId('open-history').click();
  await expect(page.getByTestId('outgoing')).toHaveCount(0);
});

/** Lookups in the cache that page and service worker share. */
function waitingLookups(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const requests = await (await caches.open('tongkuan-outbox-v1')).keys();
    return requests.filter(({ url }) => url.includes('/v1/products?gtin=')).length;
  });
}
