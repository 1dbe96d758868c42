/** WCAG 2.2 A and AA on every state of the page, as far as a machine can tell (axe-core). */
import { complaints } from './helpers/axe.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

const NO_PICTURE = { name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };

for (const locale of ['en-GB', 'zh-CN']) {
  test.describe(locale, () => {
    test.use({ locale });

    test('the empty page, results, a filter and a refusal can be read and used by everyone', async ({ shopper }) => {
      const { page } = shopper;
      await shopper.opensThePage();
      expect(await complaints(page), 'empty').toEqual([]);
      await shopper.picksPhoto(STREET_PHOTO);
      await shopper.seesProducts();
      expect(await complaints(page), 'results').toEqual([]);
      await page.getByTestId('open-filter').click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await complaints(page), 'filter').toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByTestId('open-history').click();
      await expect(page.getByTestId('past-search')).toBeVisible();
      expect(await complaints(page), 'past searches').toEqual([]);
      await page.keyboard.press('Escape');
      await shopper.picksPhoto(NO_PICTURE);
      await expect(shopper.errorNote()).toBeVisible();
      expect(await complaints(page), 'refusal').toEqual([]);
    });
  });
}

test.describe('without a network', () => {
  test.use({ expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ });

  test('so can a first refusal, the camera, what was sent, a hovering file and being offline', async ({
    shopper,
    context,
  }) => {
    await shopper.opensThePage();
    await shopper.waitsForOffline();
    await shopper.page.getByTestId('your-data').click();
    await expect(shopper.page.getByTestId('own-data')).toBeVisible();
    expect(await complaints(shopper.page), 'one’s own data').toEqual([]);
    await shopper.page.keyboard.press('Escape');
    await shopper.picksPhoto(NO_PICTURE);
    await expect(shopper.errorNote()).toBeVisible();
    expect(await complaints(shopper.page), 'refusal without a photo').toEqual([]);
    await shopper.hovers(NO_PICTURE);
    expect(await complaints(shopper.page), 'hovering').toEqual([]);
    await shopper.dragsAway();

    await shopper.picksPhoto(STREET_PHOTO);
    await shopper.seesProducts();
    await shopper.page.getByTestId('sent-badge').click();
    await expect(shopper.page.getByRole('dialog')).toBeVisible();
    expect(await complaints(shopper.page), 'what was sent').toEqual([]);
    await shopper.page.keyboard.press('Escape');

    await context.setOffline(true);
    await shopper.page.reload();
    await shopper.page.getByTestId('open-camera').click();
    await expect(shopper.errorNote()).toBeVisible();
    expect(await complaints(shopper.page), 'no camera').toEqual([]);
    await shopper.page.keyboard.press('Escape');
    await shopper.picksPhoto(STREET_PHOTO);
    await expect(shopper.page.getByTestId('offline-note')).toBeVisible({ timeout: 90_000 });
    expect(await complaints(shopper.page), 'offline').toEqual([]);
  });
});
