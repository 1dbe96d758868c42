/** A barcode in the photo: read on the phone, looked up in the shop or in a travel pack, and honestly told. */
import { demoProducts } from '#demo/catalogue.ts';
import { complaints } from './helpers/axe.ts';
import { barcodePhoto } from './helpers/barcode-photo.ts';
import { expect, test } from './helpers/fixtures.ts';
import type { Shopper } from './helpers/shopper.ts';

const BAGS = 3;
const bag = demoProducts().find(({ category, group }) => category === BAGS && group === null);
const gtin = bag?.gtin ?? '';
const digits = gtin.slice(1);
const NOBODYS = '4006381333931';

const asked = ({ requests }: Shopper, part: string) => requests.filter((request) => request.url().includes(part));

test('leads to the very product, whichever way it lies', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.waitsForTheModels();
  expect(asked(shopper, '/barcode/'), 'nothing is fetched for it before there is a photo').toEqual([]);
  await shopper.picksPhoto(await barcodePhoto(digits, 30));
  await shopper.seesProducts();

  const exact = page.getByTestId('barcode-found');
  await expect(exact).toContainText(`Barcode ${digits}`);
  await expect(exact).toHaveAttribute('data-product-id', bag?.id ?? '');
  await page.getByTestId('what-is-this').tap();
  await expect(page.getByTestId('what-it-is')).toHaveText(/\w{4}.+\./);
  expect(await complaints(page)).toEqual([]);

  const lookups = asked(shopper, '/v1/products?gtin').map((request) => new URL(request.url()));
  expect(lookups.map(({ search }) => search)).toEqual([`?gtin=${gtin}`]);
  expect(shopper.bodies().map(({ length }) => length)).toEqual([144]);

  await page.getByTestId('sent-badge').click();
  await expect(page.getByTestId('sent-barcode')).toHaveText(`GET /v1/products?gtin=${gtin}`);
  await page.keyboard.press('Escape');
  await exact.click();
  await expect(page.getByTestId('product')).toHaveAttribute('data-product-id', bag?.id ?? '');
});

test('that nobody sells is said quietly, under the results of the photo all the same', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.picksPhoto(await barcodePhoto(NOBODYS));
  await shopper.seesProducts();
  await expect(shopper.page.getByTestId('barcode-found')).toContainText('no product with this number');
});

test.describe('in flight mode', () => {
  test.use({ expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ });

  test('is read and looked up in the travel pack; no digit leaves the phone', async ({ shopper, context }) => {
    test.setTimeout(300_000);
    const { page } = shopper;
    await shopper.opensThePage();
    await shopper.waitsForOffline();
    const reader = page.waitForResponse((response) => response.url().includes('/barcode/'));
    await page.getByTestId('open-packs').click();
    await page.getByTestId(`pack-offer-${BAGS}`).check();
    await page.getByTestId('pack-download').click();
    await expect(page.getByTestId(`pack-kept-${BAGS}`)).toBeVisible({ timeout: 120_000 });
    await (await reader).finished();
    await page.reload();
    await shopper.waitsForOffline();
    await context.setOffline(true);

    await shopper.picksPhoto(await barcodePhoto(digits, 90));
    const card = page.getByTestId('barcode');
    await page.getByTestId('barcode-found').tap();
    await expect(card.getByTestId('exact')).toHaveAttribute('data-product-id', bag?.id ?? '');
    await expect(card).toContainText('travel pack');
    expect(await complaints(page)).toEqual([]);
    await page.keyboard.press('Escape');
    // where no products of the same style can be shown it is told at once
    await expect(page.getByTestId('what-it-is')).toHaveText(/\w{4}.+\./);
    await expect(page.getByTestId('sent-badge')).not.toContainText('barcode');
  });
});
