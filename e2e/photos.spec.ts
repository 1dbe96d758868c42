/** Several photos, tips for those in which nothing is found, zoom, and files of every sort. */
import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { complaints } from './helpers/axe.ts';
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';
import type { SomeFile } from './helpers/shopper.ts';

const READY_MS = 90_000;
const street = () => sharp(STREET_PHOTO);
const jpeg = async (name: string, picture: Sharp): Promise<SomeFile> => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await picture.jpeg().toBuffer(),
});
const STREET: SomeFile = { name: 'street.jpg', mimeType: 'image/jpeg', buffer: readFileSync(STREET_PHOTO) };
const LIST: SomeFile = { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('milk, bread') };

test('several photos wait beside the first; going back asks nothing again', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.picksPhoto([STREET, await jpeg('mirrored.jpg', street().flop()), LIST]);
  await expect(shopper.trayPhotos()).toHaveCount(2);
  await expect(shopper.errorNote(), 'the list is no picture').toHaveAttribute('data-code', 'PICTURE_UNREADABLE');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await shopper.picks('bag');
  await shopper.seesProducts();
  await expect(shopper.trayPhotos().locator('img')).toHaveCount(2);
  expect(await complaints(shopper.page)).toEqual([]);

  const first = shopper.searches().length;
  await shopper.trayPhotos().nth(1).click();
  await expect.poll(() => shopper.searches().length, { timeout: READY_MS }).toBeGreaterThan(first);
  await shopper.seesProducts();
  const before = shopper.searches().length;
  await shopper.trayPhotos().nth(0).click();
  await expect(shopper.boxes('bag').first(), 'what was chosen').toHaveAttribute('aria-pressed', 'true');
  await shopper.seesProducts();
  await page.waitForTimeout(500);
  expect(shopper.searches()).toHaveLength(before);

  await page.locator('[data-testid="box"][aria-pressed="false"]').first().dispatchEvent('click');
  await expect.poll(() => shopper.searches().length, 'another item is described in the photo').toBe(before + 1);
  await shopper.trayPhotos().nth(0).focus();
  await page.keyboard.press('ArrowRight');
  await expect(shopper.trayPhotos().nth(1)).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(shopper.trayPhotos(), 'one photo needs no tray').toHaveCount(0);
  await expect(shopper.boxes('bag').first()).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByTestId('pick-photo')).toHaveCount(1);
});

test('more than fit are left out, and that is said', async ({ shopper }) => {
  await shopper.opensThePage();
  const small = await jpeg('small.jpg', street().resize(120));
  await shopper.picksPhoto(Array.from({ length: 22 }, () => small));
  await expect(shopper.trayPhotos()).toHaveCount(20);
  await expect(shopper.errorNote()).toHaveAttribute('data-code', 'PICTURES_TOO_MANY');
});

test('a photo without an item gets the tip that fits', async ({ shopper }) => {
  const shown = () =>
    shopper.page.locator('[data-tip]').evaluateAll((all) => all.map((tip) => (tip as HTMLElement).dataset.tip));
  const gets = async (tip: string, file: SomeFile) => {
    await shopper.picksPhoto(file);
    await expect.poll(shown, { timeout: READY_MS }).toContain(tip);
    await expect(shopper.page.getByText('No single item stands out').first()).toBeVisible();
  };
  await shopper.opensThePage();
  await gets('blurred', await jpeg('blurred.jpg', street().blur(20)));
  expect(await complaints(shopper.page)).toEqual([]);
  await gets('dark', await jpeg('dark.jpg', street().linear(0.02, 0)));
  const tiny = await street().resize({ height: 60 }).toBuffer(); // at 100 its jumpsuit is found
  const far = sharp({ create: { width: 900, height: 1200, channels: 3, background: '#8a9088' } });
  await gets('far', await jpeg('far.jpg', far.composite([{ input: tiny }])));
  await shopper.seesProducts();
});

test('two fingers zoom the photo, boxes go along, and one finger moves it', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET);
  await shopper.picks('bag');
  await shopper.seesProducts();
  const bag = shopper.boxes('bag').first();
  const size = async () => (await bag.boundingBox())?.width ?? 0;
  const before = await size();
  const place = await page.getByAltText('Your photo').boundingBox();
  if (!place) throw new Error('no photo');
  const middle = { x: place.x + place.width / 2, y: place.y + place.height / 2 };
  await shopper.pinches(middle.x, middle.y, 60, 180);
  await expect.poll(size).toBeGreaterThan(2.5 * before);
  expect(await page.evaluate(() => visualViewport?.scale), 'the page itself stays').toBe(1);
  expect(await complaints(shopper.page)).toEqual([]);
  const left = (await bag.boundingBox())?.x ?? 0;
  await shopper.swipes({ x: 20, y: middle.y }, 60, 0);
  await expect.poll(async () => (await bag.boundingBox())?.x ?? 0).toBeGreaterThan(left + 30);

  const searches = shopper.searches().length;
  await page.getByTestId('zoom-reset').click();
  await expect.poll(size).toBeCloseTo(before, 0);
  await expect(page.getByTestId('zoom-reset')).toHaveCount(0);
  await page.keyboard.press('+');
  await expect.poll(size).toBeGreaterThan(1.4 * before);
  await page.keyboard.press('0');
  await expect.poll(size).toBeCloseTo(before, 0);
  await page.mouse.move(middle.x, middle.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await expect.poll(size).toBeGreaterThan(1.2 * before);
  expect(shopper.searches(), 'zooming asks for nothing').toHaveLength(searches);

  await shopper.picks('dress');
  await expect.poll(() => shopper.searches().length, 'a tapped box is searched').toBe(searches + 1);
  await shopper.dragsCorner('Top left corner', 10, 10); // in the middle, so on screen
  await expect.poll(() => shopper.searches().length, 'so is one whose corner was dragged').toBe(searches + 2);
  await page.keyboard.press('0');
  const scrolled = () => page.evaluate(() => scrollY);
  const at = await scrolled();
  await shopper.swipes({ x: 8, y: 300 }, 0, -150);
  await expect.poll(scrolled, 'one finger scrolls the page').toBeGreaterThan(at + 50);
});

test('several shared photos all arrive', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.waitsForOffline();
  await shopper.isSharedWith(STREET, await jpeg('mirrored.jpg', street().flop()));
  await expect(shopper.trayPhotos()).toHaveCount(2);
  await expect(shopper.boxes('bag').first()).toBeVisible({ timeout: READY_MS });
});

test('a product dragged back is searched beside the photo', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.picksPhoto(STREET);
  await shopper.seesProducts();
  const asked = page.waitForRequest((request) => /picture\?width=640/.test(request.url()));
  await shopper.dragsUp(shopper.cards().first().locator('img'));
  await asked;
  await expect(shopper.trayPhotos()).toHaveCount(2);
  await expect(shopper.trayPhotos().nth(1)).toHaveAttribute('aria-current', 'true');
  await shopper.seesProducts();
});

test('pictures of other sites are refused in words, and nothing is asked of them', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await shopper.dropsAddress('https://shop.example/shirt.jpg');
  await expect(shopper.errorNote()).toHaveAttribute('data-code', 'PICTURE_FOREIGN');
  await page.goto('/?photo=https://shop.example/shirt.jpg');
  await expect(shopper.errorNote()).toHaveAttribute('data-code', 'PICTURE_FOREIGN');
  await page.goto('/?photo=/v1/categories');
  await expect(shopper.errorNote()).toHaveAttribute('data-code', 'PICTURE_UNREADABLE');
  expect(shopper.requests.filter((request) => new URL(request.url()).host === 'shop.example')).toEqual([]);
});

test('a link with a picture of this site opens it', async ({ shopper }) => {
  await shopper.page.goto('/?photo=/examples/scene-1.jpg');
  await expect(shopper.boxes().first()).toBeVisible({ timeout: READY_MS });
  expect(new URL(shopper.page.url()).search).toBe('');
});

test('files of every sort are shown upright and still, or refused in plain words', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  test.slow(); // 111 megapixels are made and taken apart
  await shopper.waitsForTheModels();
  const refusal = async (file: SomeFile) => {
    await shopper.picksPhoto(file);
    await expect(shopper.errorNote()).toBeVisible();
    const code = await shopper.errorNote().getAttribute('data-code');
    await page.reload();
    await expect(page.getByTestId('pick-photo')).toBeVisible();
    return code;
  };
  const shown = page.getByAltText('Your photo');
  const isShown = async (file: SomeFile, ...size: number[]) => {
    await shopper.picksPhoto(file);
    const sizeShown = () =>
      shown.evaluate((image) => [(image as HTMLImageElement).naturalWidth, (image as HTMLImageElement).naturalHeight]);
    await expect.poll(sizeShown, { message: file.name, timeout: READY_MS }).toEqual(size);
    await expect(shopper.boxes().first()).toBeVisible({ timeout: READY_MS });
    await expect(shopper.errorNote()).toHaveCount(0);
  };
  const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(2000)]);
  expect(await refusal({ name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic })).toBe('PICTURE_HEIC');
  expect(await refusal({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: heic })).toBe('PICTURE_HEIC');
  expect(await refusal(await jpeg('tiny.jpg', street().resize(10, 12)))).toBe('PICTURE_TOO_SMALL');
  const huge = sharp({ create: { width: 10_000, height: 6100, channels: 3, background: '#678' } });
  expect(await refusal(await jpeg('61 MP.jpg', huge))).toBe('PICTURE_TOO_LARGE');
  expect(await refusal({ ...STREET, buffer: STREET.buffer.subarray(0, 2000) })).toBe('PICTURE_UNREADABLE');
  expect(await refusal({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') })).toBe(
    'PICTURE_UNREADABLE',
  );

  const { width = 0, height = 0 } = await street().metadata();
  await isShown(await jpeg('turned.jpg', street().rotate(-90).withMetadata({ orientation: 6 })), width, height);
  const large = street().resize(6000, 8300, { fit: 'fill', kernel: 'linear' });
  await isShown(await jpeg('50 MP.jpg', large), 6000, 8300);
  const frames = [STREET.buffer, await street().flop().toBuffer()];
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  await isShown({ name: 'moving.gif', mimeType: 'image/gif', buffer: gif }, width, height);
  await page.waitForTimeout(500);
  const before = await shown.screenshot();
  for (let look = 0; look < 3; look++) expect(before.equals(await shown.screenshot()), 'it stands still').toBe(true);
});
