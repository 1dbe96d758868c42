import { complaints } from './helpers/axe.ts';
import { expect, test } from './helpers/fixtures.ts';

const BAGS = 3;

test('the camera sees a street and finds the bag', async ({ shopper, context }) => {
  await context.grantPermissions(['camera']);
  await shopper.opensThePage();
  await shopper.page.getByTestId('open-camera').click();
  await shopper.page.getByTestId('shutter').click();
  await shopper.picks('bag');
  await expect(shopper.chip(BAGS)).toHaveAttribute('aria-pressed', 'true');
  await shopper.seesProducts();
  await expect.poll(() => shopper.categoriesShown()).toEqual(new Set([BAGS]));
});

test('the camera never starts by itself and stops when closed', async ({ shopper, context }) => {
  await context.grantPermissions(['camera']);
  await context.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const original = devices.getUserMedia.bind(devices);
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    devices.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  await shopper.opensThePage();
  const states = () =>
    shopper.page.evaluate(() => (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map((t) => t.readyState));
  expect(await states()).toEqual([]);
  await shopper.page.getByTestId('open-camera').click();
  await expect(shopper.page.getByTestId('shutter')).toBeEnabled();
  expect(await states()).toEqual(['live']);
  expect(await complaints(shopper.page)).toEqual([]);
  await shopper.page.keyboard.press('Escape');
  await expect.poll(states).toEqual(['ended']);
});
