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
