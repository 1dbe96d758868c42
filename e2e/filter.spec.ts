import { complaints } from './helpers/axe.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

test('a price range narrows the results, says so, and can be taken away', async ({ shopper }) => {
  const { page } = shopper;
  const filter = page.getByTestId('open-filter');
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.picks('bag');
  await shopper.seesProducts();
  await filter.click();
  await page.getByRole('spinbutton', { name: 'From' }).fill('300');
  await page.getByRole('spinbutton', { name: 'To' }).fill('100');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('above');
  await page.getByRole('spinbutton', { name: 'From' }).fill('100');
  await page.getByRole('spinbutton', { name: 'To' }).fill('300');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(filter).toHaveAttribute('aria-pressed', 'true');
  await expect(filter).toContainText('300');
  const prices = async () =>
    (await shopper.cards().allInnerTexts()).map((text) => Number(/¥([\d,]+)/.exec(text)?.[1]?.replace(',', '')));
  await expect.poll(async () => (await prices()).every((amount) => amount >= 100 && amount <= 300)).toBe(true);
  const last = new URL(shopper.searches().at(-1)?.url() ?? '').searchParams;
  expect([last.get('minPrice'), last.get('maxPrice')]).toEqual(['10000', '30000']);
  await filter.click();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(filter).toHaveAttribute('aria-pressed', 'false');
});

test('several categories may be chosen, and a runner-up corrects the name with one tap', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.picks('bag');
  await shopper.seesProducts();
  await page.getByTestId('open-filter').click();
  await page.getByRole('checkbox', { name: /Shoes/ }).check();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByTestId('open-filter')).toContainText('2 categories');
  await expect
    .poll(() => new URL(shopper.searches().at(-1)?.url() ?? '').searchParams.getAll('category'))
    .toEqual(['3', '4']);
  await expect(page.locator('[data-testid=chip][aria-pressed=true]')).toHaveCount(2);

  await page.getByTestId('open-filter').click();
  await page.getByRole('textbox', { name: 'In words' }).fill('leather');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('open-filter')).toContainText('“leather”');
  await expect.poll(() => new URL(shopper.searches().at(-1)?.url() ?? '').searchParams.get('q')).toBe('leather');

  const runnerUp = page.getByTestId('runner-up').first();
  const label = (await runnerUp.getAttribute('data-label')) ?? '';
  await runnerUp.click();
  await expect(page.getByTestId('named-label')).toHaveAttribute('data-label', label);
  await expect(page.locator('[data-testid=chip][aria-pressed=true]'), 'it is looked for where it belongs').toHaveCount(
    1,
  );
});

test('sellers and what is in stock narrow the results, and say so', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.picks('bag');
  await shopper.seesProducts();
  const filter = page.getByTestId('open-filter');
  await filter.click();
  const sellers = page.getByRole('group', { name: 'Sellers' }).getByRole('checkbox');
  const seller = (await sellers.first().getAttribute('value')) ?? '';
  await sellers.first().check();
  await page.getByRole('checkbox', { name: 'Only what is in stock' }).check();
  expect(await complaints(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(filter).toContainText(seller);
  await expect(filter).toContainText('In stock');
  await shopper.seesProducts();
  await expect
    .poll(async () => (await shopper.cards().allInnerTexts()).every((text) => text.includes(seller)), seller)
    .toBe(true);
  await expect(page.getByText(/^(Out of stock|Pre-order|On back order)$/)).toHaveCount(0);
  const last = new URL(shopper.searches().at(-1)?.url() ?? '').searchParams;
  expect([last.getAll('seller'), last.get('inStock')]).toEqual([[seller], 'true']);
  await filter.click();
  await expect(sellers.first()).toBeChecked();
  expect(await sellers.count(), 'others can still be chosen').toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(filter).toHaveAttribute('aria-pressed', 'false');
});
