/** Looking at a product, keeping it, comparing it, and taking what is kept along. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { demoProducts } from '#demo/catalogue.ts';
import { complaints } from './helpers/axe.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import type { Shopper } from './helpers/shopper.ts';

/** An item that several sellers offer. */
const SHARED = demoProducts().find(({ group }) => group !== null);

const product = ({ page }: Shopper) => page.getByTestId('product');
const savedRows = ({ page }: Shopper) => page.getByTestId('saved-product');

/** Opens a product from a link somebody sent: no photo, no models. */
async function followsTheLink(shopper: Shopper): Promise<void> {
  await shopper.page.goto(`/?product=${SHARED?.id}`);
  await expect(shopper.page.getByTestId('more-like-this').getByTestId('card').first()).toBeVisible();
}

/** Puts a search into the database as version 1 of it was. */
async function wasHereLongAgo(page: Page): Promise<void> {
  await page.goto('/licences.txt'); // the same origin, and not yet the page
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('tongkuan-history', 1);
        opening.onerror = () => reject(opening.error);
        opening.onupgradeneeded = () =>
          opening.result.createObjectStore('searches', { keyPath: 'id' }).createIndex('time', 'time');
        opening.onsuccess = () => {
          const database = opening.result;
          const writing = database.transaction('searches', 'readwrite');
          const [photo, thumbnail] = [
            new Blob(['a photo'], { type: 'image/jpeg' }),
            'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
          ];
          writing
            .objectStore('searches')
            .put({ id: 'old', time: 1, photo, thumbnail, box: null, category: 3, label: 'purse' });
          writing.oncomplete = () => {
            database.close();
            resolve();
          };
        };
      }),
  );
}

function photosKept(page: Page): Promise<{ type: string; text: string }[]> {
  return page.evaluate(async () => {
    const searches = await new Promise<{ photo: Blob }[]>((resolve, reject) => {
      const opening = indexedDB.open('tongkuan-history');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const reading = opening.result.transaction('searches').objectStore('searches').getAll();
        reading.onsuccess = () => resolve(reading.result);
      };
    });
    return Promise.all(searches.map(async ({ photo }) => ({ type: photo.type, text: await photo.text() })));
  });
}

async function findsProducts(shopper: Shopper): Promise<void> {
  await shopper.opensThePage();
  await shopper.waitsForTheModels();
  await shopper.picksPhoto(STREET_PHOTO);
  await shopper.picks('bag');
  await shopper.seesProducts();
}

/** Opens the n-th card of what is on top. @returns the id of its product */
async function opensCard(shopper: Shopper, index: number): Promise<string> {
  const open = shopper.page.locator('dialog[open]');
  const cards = (await open.count()) > 0 ? open.getByTestId('card') : shopper.cards();
  const card = cards.nth(index);
  const id = (await card.getAttribute('data-product-id')) ?? '';
  await card.getByRole('button').first().click();
  await expect(product(shopper)).toHaveAttribute('data-product-id', id);
  return id;
}

async function opensSaved(shopper: Shopper): Promise<void> {
  await shopper.page.getByTestId('open-saved').click();
  await expect(shopper.page.getByTestId('saved-list')).toBeVisible();
}

test('from a card to the product, on to one like it and back; saved, compared, deleted, brought back', async ({
  shopper,
}) => {
  const { page } = shopper;
  await findsProducts(shopper);
  await expect(page.getByTestId('open-saved'), 'nothing to show yet').toHaveCount(0);
  const first = await opensCard(shopper, 0);
  const second = await opensCard(shopper, 1);
  expect(second).not.toBe(first);
  await page.getByTestId('save-product').click();
  await page.getByTestId('dialog-back').click();
  await expect(product(shopper)).toHaveAttribute('data-product-id', first);
  await page.getByTestId('save-product').click();
  const shown = page.getByTestId('more-like-this').getByTestId('card');
  const count = await shown.count();
  await page.getByTestId('more-like-this').getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => shown.count()).toBeGreaterThan(count);
  await page.keyboard.press('Escape');
  await expect(product(shopper)).toHaveCount(0);
  await expect(shopper.cards().first().getByTestId('save-toggle')).toHaveAttribute('aria-pressed', 'true');
  await opensCard(shopper, 0);
  await page.goBack();
  await expect(product(shopper)).toHaveCount(0);
  await expect(shopper.cards().first(), 'the photo is still open').toBeVisible();

  await page.reload();
  await opensSaved(shopper);
  await expect(savedRows(shopper)).toHaveCount(2);
  await expect(savedRows(shopper).first()).toContainText('Same price as when saved');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByTestId('compare').click();
  await expect(page.getByTestId('compare-table').getByRole('columnheader')).toHaveCount(2);
  await page.getByTestId('dialog-back').click();
  await page.getByTestId('remove-saved').first().click();
  await expect(savedRows(shopper)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(savedRows(shopper)).toHaveCount(2);
  await savedRows(shopper).last().getByRole('button').first().click();
  await expect(product(shopper)).toBeVisible();
  const sent = shopper.bodies().filter((body) => body.length !== 144);
  expect(sent, 'of all this, nothing but searches left the phone').toEqual([]);
});

test('a link opens an item with what every seller asks for it, cheapest first', async ({ shopper }) => {
  await shopper.page.goto(`/?product=${SHARED?.id}`);
  const offers = shopper.page.getByTestId('offers').getByRole('listitem');
  await expect(offers.nth(1)).toBeVisible();
  const amounts = (await offers.allInnerTexts()).map((text) => Number(/¥([\d,.]+)/.exec(text)?.[1]?.replace(',', '')));
  expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
  expect(new URL(shopper.page.url()).search, 'a reload starts anew').toBe('');
});

test('a price that fell, and a product that is gone, are said in words', async ({ shopper }) => {
  const { page } = shopper;
  await followsTheLink(shopper);
  for (const index of [0, 1]) await shopper.cards().nth(index).getByTestId('save-toggle').click();
  await expect(shopper.cards().nth(1).getByTestId('save-toggle')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await page.route(/\/v1\/products\?/, async (route) => {
    const { products } = await (await route.fetch()).json();
    products[0].product.price.amount += 500;
    await route.fulfill({ json: { products: products.slice(0, 1) } });
  });
  await opensSaved(shopper);
  await expect(savedRows(shopper).first()).toContainText('¥5 higher than when saved');
  await expect(savedRows(shopper).last()).toContainText('No longer sold');
});

test.describe('without a network', () => {
  test.use({ expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ });

  test('saved products are there, with their picture and the price when they were saved', async ({
    shopper,
    context,
  }) => {
    const { page } = shopper;
    await followsTheLink(shopper);
    await page.waitForFunction(() =>
      navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null),
    );
    await page.getByTestId('save-product').click();
    await page.keyboard.press('Escape');
    await opensSaved(shopper);
    await expect(savedRows(shopper).locator('img')).toHaveAttribute('src', /^data:image/);
    await context.setOffline(true);
    await page.reload();
    await opensSaved(shopper);
    await expect(page.getByTestId('prices-note')).toHaveAttribute('data-code', 'SEARCH_OFFLINE');
    await expect(savedRows(shopper)).toContainText('Price when saved');
    await savedRows(shopper).getByRole('button').first().click();
    await expect(page.getByTestId('product-offline')).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByTestId('more-like-this').getByTestId('card').first()).toBeVisible();
  });
});

test.describe('after an update', () => {
  test.use({ expectedErrors: /favicon/ }); // a text has no icon, so the browser asks for one

  test('what an earlier version kept is still there, beside what is saved now', async ({ shopper }) => {
    const { page } = shopper;
    await wasHereLongAgo(page);
    await page.goto(`/?product=${SHARED?.id}`);
    await page.getByTestId('save-product').click();
    await page.keyboard.press('Escape');
    await page.getByTestId('open-history').click();
    await expect(page.getByTestId('past-search')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await page.reload();
    await opensSaved(shopper);
    await expect(savedRows(shopper)).toHaveAttribute('data-product-id', SHARED?.id ?? '');
  });
});

test.describe('from device to device', () => {
  test.use({ expectedErrors: /favicon/ });

  test('one file takes saved products and searches to another device; a broken one changes nothing', async ({
    shopper,
    browser,
    baseURL,
  }) => {
    const { page } = shopper;
    await wasHereLongAgo(page);
    await followsTheLink(shopper);
    await page.getByTestId('save-product').click();
    await page.keyboard.press('Escape');
    await opensSaved(shopper);
    await expect(savedRows(shopper).locator('img')).toHaveAttribute('src', /^data:image/);
    await page.getByTestId('own-data').getByText('Your data').click();
    const downloading = page.waitForEvent('download');
    await page.getByTestId('export-data').click();
    const file = await (await downloading).path();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'tongkuan-data', version: 1 });

    const context = await browser.newContext({ baseURL: baseURL ?? '', locale: 'en-GB' });
    const other = await context.newPage();
    await other.goto('/');
    await other.getByTestId('your-data').click();
    await other.getByTestId('import-data').setInputFiles({
      name: 'broken.json',
      mimeType: 'application/json',
      buffer: readFileSync(file).subarray(0, 500),
    });
    await expect(other.getByTestId('data-trouble')).toHaveAttribute('data-code', 'DATA_INVALID');
    await other.getByTestId('import-data').setInputFiles(file);
    await expect(other.getByText('Imported: saved products 1, searches 1.')).toBeVisible();
    await expect(other.getByTestId('saved-product')).toHaveCount(1);
    await other.keyboard.press('Escape');
    await other.getByTestId('open-history').click();
    await expect(other.getByTestId('past-search')).toHaveCount(1);
    await other.keyboard.press('Escape');
    expect(await photosKept(other), 'the photo came along').toEqual([{ type: 'image/jpeg', text: 'a photo' }]);
    await context.close();
  });
});

test('the product, what is saved, the comparison and one’s data can be used by everyone', async ({ shopper }) => {
  const { page } = shopper;
  await followsTheLink(shopper);
  await page.getByTestId('save-product').click();
  await expect(page.getByTestId('offers').getByRole('listitem').nth(1)).toBeVisible();
  expect(await complaints(page), 'product and its offers').toEqual([]);
  await page.locator('dialog[open]').getByTestId('save-toggle').first().click();
  await page.keyboard.press('Escape');
  await opensSaved(shopper);
  await page.getByText('Your data').last().click();
  await page.getByTestId('remove-saved').first().click();
  await expect(page.getByText('1 product removed.')).toBeVisible();
  expect(await complaints(page), 'saved').toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByTestId('compare').click();
  await expect(page.getByTestId('compare-table')).toBeVisible();
  expect(await complaints(page), 'compare').toEqual([]);
});
