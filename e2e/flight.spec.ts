import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

test.use({ expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ });

test('in flight mode the page opens and still names what is in a photo', async ({ shopper, context }) => {
  await shopper.opensThePage();
  await shopper.waitsForOffline();

  await context.setOffline(true);
  await shopper.page.reload();
  await expect(shopper.page.getByTestId('pick-photo')).toBeVisible();
  await shopper.picksPhoto(STREET_PHOTO);
  await expect(shopper.boxes('bag').first()).toBeVisible({ timeout: 90_000 });
  await expect(shopper.page.getByTestId('named-label')).not.toBeEmpty();
  await expect(shopper.page.getByTestId('offline-note')).toBeVisible();

  await context.setOffline(false);
  await shopper.seesProducts();
});
