/** What goes wrong, and what the shopper is told. */
import { STREET_PHOTO } from './helpers/data.ts';
import { expect, test } from './helpers/fixtures.ts';

test.describe('without a camera permission', () => {
  test('other ways stay open', async ({ shopper }) => {
    await shopper.page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await shopper.opensThePage();
    await shopper.page.getByTestId('open-camera').click();
    await expect(shopper.errorNote()).toHaveAttribute('data-code', 'CAMERA_REFUSED');
    await shopper.page.keyboard.press('Escape');
    await shopper.picksPhoto(STREET_PHOTO);
    await shopper.seesProducts();
  });
});

test.describe('a damaged model file', () => {
  test.use({ serviceWorkers: 'block' });

  test('is refused and fetched again', async ({ shopper }) => {
    let requests = 0;
    await shopper.page.context().route('**/models/detector.tflite*', async (route) => {
      requests += 1;
      if (requests > 1) return route.continue();
      const response = await route.fetch();
      const body = await response.body();
      body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 0xff;
      return route.fulfill({ response, body });
    });
    await shopper.opensThePage();
    await shopper.waitsForTheModels();
    expect(requests).toBe(2);
    await shopper.picksPhoto(STREET_PHOTO);
    await shopper.seesProducts();
  });

  test('that stays damaged is never used', async ({ shopper }) => {
    await shopper.page.context().route('**/models/detector.tflite*', (route) => route.fulfill({ body: 'not a model' }));
    await shopper.opensThePage();
    await shopper.picksPhoto(STREET_PHOTO);
    await expect(shopper.errorNote()).toHaveAttribute('data-code', 'MODEL_CORRUPT', { timeout: 60_000 });
  });
});

test.describe('an endpoint that is down', () => {
  test.use({ expectedErrors: /Failed to load resource.*\/v1\/search/s });

  test('leaves the boxes and says so; a second try works', async ({ shopper }) => {
    await shopper.page.route('**/v1/search*', (route) => route.abort('connectionrefused'));
    await shopper.opensThePage();
    await shopper.picksPhoto(STREET_PHOTO);
    await expect(shopper.errorNote()).toHaveAttribute('data-code', 'SEARCH_UNREACHABLE', { timeout: 90_000 });
    await expect(shopper.boxes().first()).toBeVisible();
    await shopper.page.unroute('**/v1/search*');
    await shopper.errorNote().getByRole('button').first().click();
    await shopper.seesProducts();
  });
});

test('a file that is no picture is refused in plain words', async ({ shopper }) => {
  await shopper.opensThePage();
  await shopper.picksPhoto({ name: 'holiday.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('this is not a jpeg') });
  await expect(shopper.errorNote()).toHaveAttribute('data-code', 'PICTURE_UNREADABLE', { timeout: 90_000 });
});
