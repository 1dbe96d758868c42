/** The whole way on a desktop with the keyboard alone: the focus is always seen, and returns to where it came from. */
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import { Keyboard } from './helpers/keyboard.ts';

test('photo, boxes, results, filter, product, saved, comparison and history by keyboard', async ({ shopper }) => {
  test.slow();
  const { page } = shopper;
  const keys = new Keyboard(page);
  const press = (key: string) => page.keyboard.press(key);
  await shopper.opensThePage();
  await shopper.waitsForTheModels();

  await test.step('a photo', async () => {
    const choosing = page.waitForEvent('filechooser');
    await keys.presses('Enter', page.getByTestId('pick-photo'));
    await (await choosing).setFiles(STREET_PHOTO);
    await shopper.seesProducts();
  });

  await test.step('another box, and its corner', async () => {
    const box = page.locator('[data-testid="box"][aria-pressed="false"]').first();
    await keys.reaches(box);
    const searches = shopper.searches().length;
    await press('Enter');
    const chosen = page.locator('[data-testid="box"][aria-pressed="true"]');
    await expect.poll(() => shopper.searches().length).toBe(searches + 1);
    await keys.isAt(chosen);
    const corner = page.getByRole('button', { name: 'Top left corner' });
    await keys.reaches(corner);
    await press('ArrowDown');
    await expect.poll(() => shopper.searches().length, 'arrows move it').toBe(searches + 2);
    await keys.isAt(corner);
    await shopper.seesProducts();
  });

  await test.step('a chip and a filter', async () => {
    await keys.presses('Enter', shopper.chip('all'));
    await expect(shopper.chip('all')).toHaveAttribute('aria-pressed', 'true');
    const filter = page.getByTestId('open-filter');
    await keys.presses('Enter', filter);
    await expect(page.getByRole('dialog')).toBeVisible();
    await press('Escape');
    await keys.isAt(filter);
    await press('Enter');
    await keys.reaches(page.getByRole('spinbutton', { name: 'To' }));
    await page.keyboard.type('300');
    const answered = page.waitForResponse((response) => response.url().includes('maxPrice=30000'));
    await press('Enter');
    await answered;
    await expect(filter).toContainText('300');
    await keys.isAt(filter);
    await shopper.seesProducts();
  });

  await test.step('a product, and one like it', async () => {
    const card = shopper.cards().first().getByRole('button').first();
    await keys.presses('Enter', card);
    const product = page.getByTestId('product');
    const like = page.getByTestId('more-like-this').getByTestId('card').first();
    await keys.presses('Enter', page.getByTestId('save-product'));
    await expect(page.getByTestId('save-product')).toHaveAttribute('aria-pressed', 'true');
    const first = await product.getAttribute('data-product-id');
    await keys.presses('Enter', like.getByRole('button').first());
    await expect(product).not.toHaveAttribute('data-product-id', first ?? '');
    await press('Escape');
    await expect(product).toHaveAttribute('data-product-id', first ?? '');
    await press('Escape');
    await expect(product).toHaveCount(0);
    await keys.isAt(card);
  });

  await test.step('saved products and their comparison', async () => {
    await keys.presses('Space', shopper.cards().nth(1).getByTestId('save-toggle'));
    const saved = page.getByTestId('open-saved');
    await keys.reaches(saved, 'Shift+Tab');
    await press('Enter');
    for (const index of [0, 1]) await keys.presses('Space', page.getByRole('checkbox').nth(index));
    await keys.presses('Enter', page.getByTestId('compare'));
    await expect(page.getByTestId('compare-table')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Compare' })).toBeFocused();
    await press('Escape');
    await expect(page.getByTestId('saved-list')).toBeVisible();
    await press('Escape');
    await keys.isAt(saved);
  });

  await test.step('past searches', async () => {
    const history = page.getByTestId('open-history');
    await keys.presses('Enter', history);
    await keys.reaches(page.getByTestId('past-search'));
    await press('Escape');
    await keys.isAt(history);
    await press('Enter');
    await keys.presses('Enter', page.getByTestId('past-search'));
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await shopper.seesProducts();
  });
});
