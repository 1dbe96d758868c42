import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import { VECTOR_BYTES } from './helpers/shopper.ts';

const BAGS = 3;
const SHOES = 4;

test('a street photo shows what can be bought, and a tap on the bag brings bags', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await expect(shopper.boxes().first()).toBeVisible({ timeout: 90_000 });
  expect(await shopper.boxes().count()).toBeGreaterThanOrEqual(2);

  await shopper.picks('bag');
  await expect(shopper.chip(BAGS)).toHaveAttribute('aria-pressed', 'true');
  await shopper.seesProducts();
  await expect.poll(() => shopper.categoriesShown()).toEqual(new Set([BAGS]));
  await expect(shopper.page.getByTestId('sent-badge')).toContainText(String(VECTOR_BYTES));
});

test('the chip "shoes" filters, "all" opens again', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.picks('bag');
  await shopper.seesProducts();
  await shopper.chip(SHOES).click();
  await expect(shopper.chip(SHOES)).toHaveAttribute('aria-pressed', 'true');
  await expect(shopper.chip(BAGS)).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => shopper.categoriesShown()).toEqual(new Set([SHOES]));
  await shopper.chip('all').click();
  await expect.poll(async () => (await shopper.categoriesShown()).size).toBeGreaterThan(1);
});

test('one request of 144 bytes leaves, and no picture', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.waitsForTheModels();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.seesProducts();
  expect(shopper.searches()).toHaveLength(1);
  expect(shopper.bodies().map((body) => body.length)).toEqual([VECTOR_BYTES]);
  const hosts = new Set(
    shopper.requests
      .map((request) => new URL(request.url()))
      .filter(isNetwork)
      .map((u) => u.host),
  );
  expect(hosts.size, 'no third party').toBe(1);
});

/** Pictures shown from memory have no host. */
function isNetwork(url: URL): boolean {
  return url.protocol.startsWith('http');
}
