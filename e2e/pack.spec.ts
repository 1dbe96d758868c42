/** A travel pack is downloaded with breaks, searched without a network, and deleted. */
import { demoProducts } from '#demo/catalogue.ts';
import { complaints } from './helpers/axe.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { test as base, expect } from './helpers/fixtures.ts';
import { ShopOwner } from './helpers/shop-owner.ts';
import { Shopper } from './helpers/shopper.ts';
import { SlowRoad } from './helpers/slow-road.ts';

const BAGS = 3;
const SHOES = 4;
const DRINKS = 8;
/** The first time the shop makes thousands of small pictures. */
const PICTURES_READY_MS = 120_000;

const test = base.extend<{ readonly road: SlowRoad }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the destructured form
  road: async ({}, use, { project }) => {
    const road = await SlowRoad.open(project.use.baseURL ?? '');
    await use(road);
    road.close();
  },
  baseURL: ({ road }, use) => use(road.url),
});
test.use({ expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch|503/ });

async function opensPacks({ page }: Shopper): Promise<void> {
  await page.getByTestId('open-packs').click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function idsShown(shopper: Shopper): Promise<(string | undefined)[]> {
  await shopper.seesProducts();
  return shopper.cards().evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.productId));
}

test('a pack is downloaded with a break, answers without a network, and is deleted', async ({
  shopper,
  context,
  road,
}) => {
  test.setTimeout(300_000);
  const { page } = shopper;
  const kept = (category: number) => page.getByTestId(`pack-kept-${category}`);
  await shopper.opensThePage();
  await shopper.waitsForOffline();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.picks('bag');
  const fromTheShop = await idsShown(shopper);
  await page.reload();

  await test.step('chooses categories and sees their size', async () => {
    await opensPacks(shopper);
    await page.getByTestId(`pack-offer-${BAGS}`).check();
    await page.getByTestId(`pack-offer-${SHOES}`).check();
    await expect(page.getByTestId('pack-download')).toContainText(/Download (about )?[\d.]+ MB/);
    await expect(page.getByText('GB free')).toBeVisible();
    expect(await complaints(shopper.page), 'choosing').toEqual([]);
  });

  await test.step('pauses, reloads and resumes', async () => {
    road.pauseMs = 100;
    await page.getByTestId('pack-download').click();
    const transfer = page.getByTestId('pack-transfer');
    await expect.poll(async () => Number(await transfer.getAttribute('data-loaded'))).toBeGreaterThan(10_000);
    await page.getByTestId('pack-pause').click();
    await expect(transfer).toHaveAttribute('data-stage', 'paused');
    expect(await complaints(shopper.page), 'paused').toEqual([]);
    await page.reload();
    await opensPacks(shopper);
    await expect(transfer).toHaveAttribute('data-stage', 'paused');
    expect(Number(await transfer.getAttribute('data-loaded'))).toBeGreaterThan(10_000);
    road.pauseMs = 0;
    await page.getByTestId('pack-resume').click();
    await expect(kept(BAGS)).toBeVisible({ timeout: PICTURES_READY_MS });
    await expect(transfer).toHaveCount(0, { timeout: PICTURES_READY_MS });
    await expect(kept(SHOES)).toBeVisible();
    expect(road.ranges.length, 'it went on where it was').toBeGreaterThan(0);
    expect(await complaints(shopper.page), 'kept').toEqual([]);
  });

  await test.step('searches in flight mode', async () => {
    await context.setOffline(true);
    await page.reload();
    await shopper.picksPhoto(STREET_PHOTO);
    await shopper.picks('bag');
    await expect(page.getByTestId('pack-note')).toContainText('No network needed', { timeout: 90_000 });
    expect(await idsShown(shopper), 'what the shop found').toEqual(fromTheShop);
    await expect(page.getByTestId('sent-badge')).toHaveAttribute('data-bytes', '0');
    const picture = shopper.cards().first().locator('img');
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(60);
    expect(await complaints(shopper.page), 'results of the pack').toEqual([]);
    await shopper.cards().first().getByRole('button').first().click();
    const product = page.getByTestId('product');
    await expect(product.getByTestId('product-pack')).toContainText('No network needed');
    await expect(product.getByTestId('card').first()).toBeVisible();
    await expect(product.getByTestId('product-offline')).toHaveCount(0);
    expect(await complaints(shopper.page), 'a product of the pack').toEqual([]);
    await page.keyboard.press('Escape');
    await shopper.chip(SHOES).click();
    await expect.poll(() => shopper.categoriesShown()).toEqual(new Set([SHOES]));
    await page.getByTestId('open-filter').click();
    await page.getByRole('spinbutton', { name: 'To' }).fill('200');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const prices = async () =>
      (await shopper.cards().allInnerTexts()).map((text) => Number(/¥([\d,]+)/.exec(text)?.[1]?.replace(',', '')));
    await expect.poll(async () => (await prices()).every((amount) => amount <= 200)).toBe(true);
  });

  await test.step('deletes, takes it back, and deletes for good', async () => {
    await page.getByRole('button', { name: 'Close' }).first().click();
    await opensPacks(shopper);
    await page.getByTestId(`pack-delete-${BAGS}`).click();
    await expect(kept(BAGS)).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(kept(BAGS)).toBeVisible();
    await page.getByTestId(`pack-delete-${BAGS}`).click();
    await page.getByTestId(`pack-delete-${SHOES}`).click();
    await expect(page.getByRole('status').filter({ hasText: 'Bags, Shoes' })).toBeVisible();
    expect(await complaints(shopper.page), 'deleted').toEqual([]);
    await page.keyboard.press('Escape');
    await page.reload();
    await shopper.picksPhoto(STREET_PHOTO);
    await expect(page.getByTestId('offline-note')).toBeVisible({ timeout: 90_000 });
    await page.getByTestId('offline-note').getByTestId('open-packs').click();
    await expect(kept(BAGS)).toHaveCount(0);
  });
});

test('when the shop changes, only what changed is fetched; a second tab has it, too', async ({
  shopper,
  context,
  road,
}, { project }) => {
  test.setTimeout(300_000);
  const { page } = shopper;
  const drink = demoProducts().findLast(({ category }) => category === DRINKS);
  const owner = new ShopOwner(project.use.baseURL ?? '');
  const updates = async (told: string) => {
    const button = page.getByTestId('pack-update');
    // the endpoint looks at its catalogue now and then
    await expect(async () => {
      await page.reload();
      await opensPacks(shopper);
      await expect(button).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
    const asked = road.packs.length;
    await button.click();
    await expect(page.getByTestId('pack-changes')).toHaveText(told);
    const addresses = road.packs.slice(asked);
    expect(addresses.map((path) => path.split('?')[0])).toEqual([`/v1/packs/${DRINKS}/changes`]);
    await expect(button).toHaveCount(0);
  };

  await shopper.opensThePage();
  await opensPacks(shopper);
  await page.getByTestId(`pack-offer-${DRINKS}`).check();
  await page.getByTestId('pack-download').click();
  await expect(page.getByTestId(`pack-kept-${DRINKS}`)).toBeVisible({ timeout: PICTURES_READY_MS });
  const other = new Shopper(await context.newPage());
  await other.opensThePage();

  const putsBack = await owner.deletes(drink?.id ?? '');
  try {
    await updates('Updated: 0 new, 0 changed, 1 gone.');
    expect(await complaints(page)).toEqual([]);
    await opensPacks(other);
    await expect(other.page.getByTestId(`pack-kept-${DRINKS}`)).toBeVisible();
    await expect(other.page.getByTestId('pack-update')).toHaveCount(0);
  } finally {
    putsBack();
  }
  await updates('Updated: 1 new, 0 changed, 0 gone.');
});
