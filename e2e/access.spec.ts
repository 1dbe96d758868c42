/** WCAG 2.2 A and AA on every state of the page, as far as a machine can tell (axe-core). */
import { complaints } from './helpers/axe.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

const NO_PICTURE = { name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };

for (const scheme of ['light', 'dark'] as const) {
  for (const locale of ['en-GB', 'zh-CN']) {
    test.describe(`${scheme}, ${locale}`, () => {
      test.use({ colorScheme: scheme, locale });

      test('the empty page, results and a refusal can be read and used by everyone', async ({ shopper }) => {
        await shopper.opensThePage();
        expect(await complaints(shopper.page), 'empty').toEqual([]);
        await shopper.picksPhoto(STREET_PHOTO);
        await shopper.seesProducts();
        expect(await complaints(shopper.page), 'results').toEqual([]);
        await shopper.page.getByTestId('open-history').click();
        await expect(shopper.page.getByTestId('past-search')).toBeVisible();
        expect(await complaints(shopper.page), 'past searches').toEqual([]);
        await shopper.page.keyboard.press('Escape');
        await shopper.picksPhoto(NO_PICTURE);
        await expect(shopper.errorNote()).toBeVisible();
        expect(await complaints(shopper.page), 'refusal').toEqual([]);
      });
    });
  }
}

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme, expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ });

    test('so can a first refusal, the camera, what was sent, a hovering file and being offline', async ({
      shopper,
      context,
    }) => {
      await shopper.opensThePage();
      await shopper.waitsForOffline();
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
}
