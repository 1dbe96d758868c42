/** The ways a photo comes onto the page besides the picker and the camera. */
import { readFileSync } from 'node:fs';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

const PHOTO = { name: 'street.jpg', mimeType: 'image/jpeg', buffer: readFileSync(STREET_PHOTO) };
const LIST = { name: 'shopping list.txt', mimeType: 'text/plain', buffer: Buffer.from('milk, bread') };

test('a photo dropped anywhere is looked at', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.drops(PHOTO);
  await expect(shopper.boxes().first()).toBeVisible({ timeout: 90_000 });
  await shopper.seesProducts();
});

test('a dropped file that is no picture is refused in words, and a photo still works', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.drops(LIST);
  await expect(shopper.errorNote()).toHaveAttribute('data-code', 'PICTURE_UNREADABLE');
  await expect(shopper.errorNote()).toContainText('This picture cannot be opened');
  await shopper.drops(PHOTO);
  await expect(shopper.boxes().first()).toBeVisible({ timeout: 90_000 });
  await expect(shopper.errorNote()).toHaveCount(0);
});

test('a file dragged away again and dropped words change nothing', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.hovers(PHOTO);
  await shopper.dragsAway();
  expect(await shopper.dropsWords('linen shirt'), 'words may go into a field').toBe(true);
  await expect(shopper.page.getByTestId('pick-photo')).toBeVisible();
  await expect(shopper.errorNote()).toHaveCount(0);
});

test('a photo pasted with the keyboard is looked at', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.pastes(PHOTO);
  await expect(shopper.boxes().first()).toBeVisible({ timeout: 90_000 });
  await shopper.seesProducts();
});

test('pasting something else beside a photo keeps the photo on screen', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.pastes(PHOTO);
  await shopper.seesProducts();
  const boxes = await shopper.boxes().count();
  await shopper.pastes(LIST);
  await expect(shopper.errorNote()).toHaveAttribute('data-code', 'PICTURE_UNREADABLE');
  await expect(shopper.boxes()).toHaveCount(boxes);
  await shopper.seesProducts();
});

test('the paste button takes a screenshot from the clipboard, and says when there is none', async ({
  shopper,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await shopper.opensThePage();
  await shopper.page.evaluate(() => navigator.clipboard.writeText('no picture'));
  const button = shopper.page.getByRole('button', { name: 'Paste' });
  await button.click();
  await expect(shopper.page.getByText(/There is no picture on the clipboard/)).toBeVisible();
  await shopper.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(300, 400);
    const context2d = canvas.getContext('2d');
    if (!context2d) throw new Error('no canvas');
    context2d.fillStyle = '#c33';
    context2d.fillRect(50, 50, 200, 300);
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': await canvas.convertToBlob() })]);
  });
  await button.click();
  await shopper.seesProducts();
});

test('several photos pasted at once all arrive', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.pastes(PHOTO, { ...PHOTO, name: 'again.jpg' });
  await expect(shopper.trayPhotos()).toHaveCount(2);
  await expect(shopper.boxes().first()).toBeVisible({ timeout: 90_000 });
});

test('a file opened with the installed app is looked at; one that has moved away is told of', async ({ shopper }) => {
  const { page } = shopper;
  const [handler] = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')).file_handlers;
  expect(handler.action).toBe('/');
  expect(Object.keys(handler.accept)).toContain(PHOTO.mimeType);
  await page.addInitScript(() => {
    // No browser in a test is installed: what it would hand over is handed over here.
    const launchQueue = { setConsumer: (open: unknown) => Object.assign(window, { open }) };
    Object.defineProperty(window, 'launchQueue', { value: launchQueue });
  });
  await shopper.opensThePage();
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const there = { getFile: async () => new File([bytes], 'street.jpg', { type: 'image/jpeg' }) };
    const gone = { getFile: () => Promise.reject(new DOMException('moved', 'NotFoundError')) };
    (window as unknown as { open: (launch: object) => void }).open({ files: [there, gone] });
  }, PHOTO.buffer.toString('base64'));
  await expect(shopper.boxes().first()).toBeVisible({ timeout: 90_000 });
  await expect(shopper.errorNote()).toHaveAttribute('data-code', 'PICTURE_UNREADABLE');
});
