/** What the shopper is promised about what leaves the phone: events only by choice, and flight mode to try. */
import { complaints } from './helpers/axe.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import type { Shopper } from './helpers/shopper.ts';

const events = ({ requests }: Shopper) =>
  requests.filter((request) => new URL(request.url()).pathname === '/v1/events');

/** Hides the page, as another app in front of it does: what waits is sent then. */
async function turnsAway({ page }: Shopper): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Object.defineProperty(document, 'hidden', { configurable: true, value: false });
  });
}

async function looksAtProducts(shopper: Shopper): Promise<void> {
  await shopper.seesProducts();
  await shopper.cards().nth(1).getByRole('button').first().click();
  await expect(shopper.page.getByTestId('product')).toBeVisible();
  await shopper.page.keyboard.press('Escape');
  await turnsAway(shopper);
}

async function opensTheSwitch({ page }: Shopper): Promise<void> {
  await page.getByTestId('open-saved').click();
  await expect(page.getByTestId('events-switch')).toBeVisible();
}

test('the shop is told what was shown and tapped only while the shopper wants it', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await looksAtProducts(shopper);
  expect(events(shopper), 'not before it was switched on').toHaveLength(0);

  await shopper.cards().first().getByTestId('save-toggle').click();
  await opensTheSwitch(shopper);
  await expect(page.getByTestId('events-switch')).not.toBeChecked();
  expect(await complaints(page)).toEqual([]);
  await page.getByTestId('events-switch').check();
  await page.keyboard.press('Escape');
  const told = page.waitForResponse((response) => response.url().endsWith('/v1/events'));
  await looksAtProducts(shopper);
  expect((await told).status(), 'the endpoint takes them').toBe(204);
  const body = JSON.parse(events(shopper)[0]?.postData() ?? '{}');
  const id = await shopper.cards().nth(1).getAttribute('data-product-id');
  const category = Number(await shopper.cards().nth(1).getAttribute('data-category'));
  const at = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:00:00Z$/);
  expect(body.events).toContainEqual({ type: 'click', productId: id, category, position: 1, at });
  expect(body.events).toContainEqual({ type: 'impression', productId: id, category, position: 1, at });
  await page.getByTestId('sent-badge').click();
  await expect(page.getByTestId('sent-events')).toContainText(`Sent since this page was opened: ${body.events.length}`);
  await page.keyboard.press('Escape');

  await opensTheSwitch(shopper);
  await page.getByTestId('events-switch').uncheck();
  await expect(page.getByText('Switched off')).toBeVisible();
  await page.keyboard.press('Escape');
  const before = events(shopper).length;
  await looksAtProducts(shopper);
  await page.reload();
  await turnsAway(shopper);
  expect(events(shopper), 'taken back, nothing leaves').toHaveLength(before);
});

test('what left is counted, all of it to this site, and the search is shown', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.seesProducts();
  await page.getByTestId('sent-badge').click();
  const requests = page.getByTestId('requests');
  await expect(requests).toHaveAttribute('data-foreign', '0');
  await expect(requests).toContainText('Searches: 1, 144 bytes');
  expect(Number(await requests.getAttribute('data-all'))).toBeGreaterThan(3);
  expect(await complaints(page)).toEqual([]);
});

test.describe('in flight mode', () => {
  test.use({ expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ });

  test('the photo is looked at once more, and named, with no request', async ({ shopper, context }) => {
    const { page } = shopper;
    await shopper.opensThePage();
    await shopper.waitsForOffline();
    await shopper.picksPhoto(STREET_PHOTO);
    await shopper.seesProducts();
    await page.getByTestId('sent-badge').click();
    await page.getByTestId('try-offline').click();
    const demo = page.getByTestId('flight-demo');
    await expect(demo).toContainText('Switch on flight mode');
    await expect(demo).toHaveAttribute('data-stage', 'idle');
    await expect(page.getByTestId('proven-item')).toHaveCount(0);
    await context.setOffline(true);
    const before = shopper.requests.length;
    await expect(demo).toHaveAttribute('data-stage', 'done', { timeout: 90_000 });
    await expect(page.getByTestId('proven-item').first()).toContainText(/[A-Z]/);
    await expect(page.getByTestId('proof-requests')).toHaveText('Requests meanwhile: 0.');
    expect(shopper.requests.length, 'as the browser sees it').toBe(before);
    expect(await complaints(page)).toEqual([]);
    await page.getByTestId('try-again').click();
    await expect(demo).toHaveAttribute('data-stage', 'done', { timeout: 90_000 });
    await context.setOffline(false);
    await expect(demo).toContainText('Still online');
    await page.getByTestId('dialog-back').click();
    await expect(page.getByTestId('sent-sheet')).toBeVisible();
  });
});
