import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

test('a price range narrows the results, says so, and can be taken away', async ({ shopper }) => {
  const { page } = shopper;
  const price = page.getByTestId('price-filter');
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.picks('bag');
  await shopper.seesProducts();
  await price.click();
  await page.getByRole('spinbutton', { name: 'From' }).fill('300');
  await page.getByRole('spinbutton', { name: 'To' }).fill('100');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('above');
  await page.getByRole('spinbutton', { name: 'From' }).fill('100');
  await page.getByRole('spinbutton', { name: 'To' }).fill('300');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(price).toHaveAttribute('aria-pressed', 'true');
  await expect(price).toContainText('300');
  const prices = async () =>
    (await shopper.cards().allInnerTexts()).map((text) => Number(/¥([\d,]+)/.exec(text)?.[1]?.replace(',', '')));
  await expect.poll(async () => (await prices()).every((amount) => amount >= 100 && amount <= 300)).toBe(true);
  const last = new URL(shopper.searches().at(-1)?.url() ?? '').searchParams;
  expect([last.get('minPrice'), last.get('maxPrice')]).toEqual(['10000', '30000']);
  await price.click();
  await page.getByRole('button', { name: 'Any price' }).click();
  await expect(price).toHaveAttribute('aria-pressed', 'false');
});
