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
