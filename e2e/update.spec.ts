/** A new version of the page waits until the shopper takes it. */
import { complaints } from './helpers/axe.ts';
import { test as base, expect } from './helpers/fixtures.ts';
import { ShopWithVersions, VERSION } from './helpers/new-version.ts';
import { Shopper } from './helpers/shopper.ts';

const test = base.extend<{ readonly shop: ShopWithVersions }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the destructured form
  shop: async ({}, use, { project }) => {
    const shop = await ShopWithVersions.open(project.use.baseURL ?? '');
    await use(shop);
    shop.close();
  },
  baseURL: ({ shop }, use) => use(shop.url),
});

const versionShown = ({ page }: Shopper) => page.locator('html').getAttribute(VERSION);

test('a new version waits; the shopper takes it and the page reloads into it', async ({ shopper, shop }) => {
  await shopper.opensThePage();
  await shopper.waitsForOffline();
  shop.publishes('next');
  await shopper.comesBackLater();
  await expect(shopper.updateNote()).toBeVisible();
  expect(await versionShown(shopper), 'until then, the old one').toBeNull();
  expect(await complaints(shopper.page)).toEqual([]);

  const reloaded = shopper.page.waitForEvent('load');
  await shopper.updateNote().getByRole('button', { name: 'Reload' }).click();
  await reloaded;
  await expect(shopper.page.getByTestId('pick-photo')).toBeVisible();
  expect(await versionShown(shopper)).toBe('next');
  await expect(shopper.updateNote()).toHaveCount(0);
});

test('a shopper who dismisses the note keeps the version at hand, and is told again next time', async ({
  shopper,
  shop,
}) => {
  await shopper.opensThePage();
  await shopper.waitsForOffline();
  shop.publishes('next');
  await shopper.comesBackLater();
  await shopper.updateNote().getByRole('button', { name: 'Dismiss' }).click();
  await expect(shopper.updateNote()).toHaveCount(0);

  await shopper.comesBackLater();
  await expect(shopper.updateNote()).toBeVisible();
  expect(await versionShown(shopper)).toBeNull();
});

test('of two tabs, one takes the new version; the other is told and takes it when the shopper says so', async ({
  shopper,
  shop,
  context,
}) => {
  await shopper.opensThePage();
  await shopper.waitsForOffline();
  const other = new Shopper(await context.newPage());
  await other.opensThePage();
  shop.publishes('next');
  await shopper.comesBackLater();
  await expect(shopper.updateNote()).toBeVisible();
  await shopper.updateNote().getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => versionShown(shopper).catch(() => null)).toBe('next');

  expect(await versionShown(other), 'it never changes under a search').toBeNull();
  await other.updateNote().getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => versionShown(other).catch(() => null)).toBe('next');
  await expect(other.page.getByTestId('pick-photo')).toBeVisible();
});
