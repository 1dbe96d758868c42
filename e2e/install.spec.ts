/** The page as an app: when it is offered, and the shortcuts of its icon. */
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import type { Shopper } from './helpers/shopper.ts';

const note = ({ page }: Shopper) => page.getByTestId('install-note');

/** Chromium tells a page that it may be installed after a while of its own choosing. */
async function mayBeInstalled({ page }: Shopper): Promise<void> {
  await page.evaluate(() => {
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt: async () => {} });
    dispatchEvent(event);
  });
}

async function searchesAndComesBack(shopper: Shopper): Promise<void> {
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.seesProducts();
  await expect(note(shopper), 'never over a search').toHaveCount(0);
  await shopper.page.getByRole('button', { name: 'Close' }).first().click();
  await expect(shopper.page.getByTestId('open-camera')).toBeVisible();
}

test('installing is offered after the second search, and refused it stays away', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.waitsForTheModels();
  await mayBeInstalled(shopper);
  await searchesAndComesBack(shopper);
  await expect(note(shopper)).toHaveCount(0);
  await searchesAndComesBack(shopper);
  await expect(note(shopper)).toBeVisible();
  await page.getByTestId('install-later').click();
  await expect(note(shopper)).toHaveCount(0);
  await page.reload();
  await mayBeInstalled(shopper);
  await expect(page.getByTestId('open-camera')).toBeVisible();
  await expect(note(shopper)).toHaveCount(0);
});

test('the shortcuts lead to a photo that waits for one tap, and to past searches', async ({ shopper }) => {
  const { page } = shopper;
  const manifest = await (await page.request.get('/manifest.webmanifest')).json();
  const shortcuts: string[] = manifest.shortcuts.map(({ url }: { url: string }) => url);
  expect(shortcuts).toEqual(['/?camera', '/?gallery', '/?history']);
  await page.goto('/?gallery');
  await expect(page.getByTestId('pick-photo')).toBeFocused();
  const choosing = page.waitForEvent('filechooser');
  await page.getByTestId('pick-photo').tap();
  await choosing;
  await page.goto('/?history');
  await expect(page.getByRole('dialog', { name: 'Your searches' })).toBeVisible();
  await expect(page.getByText('No searches are kept.')).toBeVisible();
  expect(new URL(page.url()).search, 'a reload starts anew').toBe('');
});
