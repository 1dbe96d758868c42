import { readFileSync } from 'node:fs';
import { SHARE_FIELD, SHARE_PATH } from '#core/shared-photo.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

const PHOTO = { name: 'shared.jpg', mimeType: 'image/jpeg', buffer: readFileSync(STREET_PHOTO) };
const manifest = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8'));

test('the manifest and the service worker mean the same form', () => {
  expect(manifest.share_target.action).toBe(SHARE_PATH);
  expect(manifest.share_target.params.files[0].name).toBe(SHARE_FIELD);
});

test.describe('in flight mode', () => {
  test.use({ expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ });

  test('a picture that another app shares arrives in the search, once', async ({ shopper, context }) => {
    await shopper.opensThePage();
    await shopper.waitsForOffline();
    await context.setOffline(true);
    await shopper.isSharedWith(PHOTO);
    await expect(shopper.boxes('bag').first()).toBeVisible({ timeout: 90_000 });
    expect(new URL(shopper.page.url()).search).toBe('');
    await shopper.page.reload();
    await expect(shopper.page.getByTestId('pick-photo')).toBeVisible();
    await expect(shopper.errorNote()).toHaveCount(0);
  });
});

test('a share without a picture is told in plain words', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.waitsForOffline();
  await shopper.isSharedWith(null);
  await expect(shopper.errorNote()).toHaveAttribute('data-code', 'PICTURE_UNREADABLE');
});

test('the camera shortcut opens the camera', async ({ shopper }) => {
  await shopper.page.goto(manifest.shortcuts[0].url);
  await expect(shopper.page.getByRole('dialog')).toBeVisible();
  expect(new URL(shopper.page.url()).search).toBe('');
});
