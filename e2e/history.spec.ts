import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import { stored } from './helpers/stored.ts';

const BAGS = 3;

test('a search is kept on the device, found again after a reload, deleted and brought back', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await expect(page.getByTestId('open-history'), 'nothing to show yet').toHaveCount(0);
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.picks('bag');
  await shopper.seesProducts();
  await expect(page.getByTestId('open-history')).toBeVisible();
  const categories = async () => (await stored(page, 'searches')).map(({ category }) => category);
  await expect.poll(categories, 'written, not only shown').toEqual([BAGS]);

  await page.reload();
  await page.getByTestId('open-history').click();
  await expect(page.getByTestId('past-search')).toHaveCount(1);
  const before = shopper.bodies().length;
  await page.getByTestId('past-search').click();
  await expect(shopper.boxes('bag').first(), 'what was chosen is chosen again').toHaveAttribute(
    'aria-pressed',
    'true',
    {
      timeout: 90_000,
    },
  );
  await shopper.seesProducts();
  expect(shopper.bodies().slice(before)).toHaveLength(1);

  await page.getByTestId('open-history').click();
  await expect(page.getByTestId('past-search'), 'the same photo is one search').toHaveCount(1);
  await page.getByTestId('delete-search').click();
  await expect(page.getByTestId('past-search')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByTestId('past-search')).toHaveCount(1);
  await page.getByRole('button', { name: 'Delete all' }).click();
  await expect(page.getByTestId('past-search')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByTestId('pick-photo')).toBeVisible();
  await expect(page.getByTestId('open-history')).toHaveCount(0);
});
