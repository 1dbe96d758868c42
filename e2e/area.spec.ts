import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import type { Shopper } from './helpers/shopper.ts';

/** Every search that follows sends 144 bytes; the photo is still shown. */
async function searchesAgain(shopper: Shopper, act: () => Promise<void>): Promise<void> {
  const before = shopper.searches().length;
  await act();
  await expect.poll(() => shopper.searches().length).toBe(before + 1);
  await shopper.seesProducts();
}

test('a corner of a box that is dragged searches once, when it is let go', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.picks('bag');
  await shopper.seesProducts();
  await searchesAgain(shopper, () => shopper.dragsCorner('Bottom right corner', 40, 30));
  await expect(shopper.boxes('bag').first(), 'it stays a bag').toHaveAttribute('aria-pressed', 'true');
});

test('an area of one’s own is added, moved by keys and searched', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.seesProducts();
  const count = await shopper.boxes().count();
  await searchesAgain(shopper, () => shopper.page.getByTestId('draw-area').click());
  await expect(shopper.boxes()).toHaveCount(count + 1);
  await expect(shopper.page.getByTestId('draw-area')).toHaveCount(0);
  const corner = shopper.page.getByRole('button', { name: 'Top left corner' });
  await corner.focus();
  const before = await corner.boundingBox();
  await searchesAgain(shopper, () => shopper.page.keyboard.press('ArrowRight'));
  expect((await corner.boundingBox())?.x).toBeGreaterThan(before?.x ?? Number.POSITIVE_INFINITY);
  await expect(corner, 'further keys go to the same corner').toBeFocused();
});
