/** Live mode on a camera that shows a real street photo. */
import { complaints } from './helpers/axe.ts';
import { expect, test } from './helpers/fixtures.ts';
import { type Shopper, VECTOR_BYTES } from './helpers/shopper.ts';

const WATCHED_LOOKS = 3;
/** On busy shared cores a look may take seconds. */
const SLOW = { timeout: 90_000 };
/** Outlines over a still picture may move by this part of it. */
const STEADY = 0.02;

test.use({ permissions: ['camera'] });
test.setTimeout(300_000);

async function startsLive({ page }: Shopper): Promise<void> {
  await page.getByTestId('open-camera').click();
  await expect(page.getByTestId('shutter')).toBeEnabled();
  await page.getByTestId('live-toggle').click();
  await expect(page.getByTestId('live')).toHaveAttribute('data-stage', 'running', SLOW);
}

const outlines = ({ page }: Shopper) => page.getByTestId('outline');

/** Where each followed thing is, by its id, in parts of the picture. */
function places(shopper: Shopper): Promise<Record<string, { x: number; y: number; name: string }>> {
  return outlines(shopper).evaluateAll((buttons) =>
    Object.fromEntries(
      buttons.map((button) => {
        const number = (name: string) => Number(button.style.getPropertyValue(name));
        return [button.dataset.track, { x: number('--x'), y: number('--y'), name: button.getAttribute('aria-label') }];
      }),
    ),
  );
}

const looks = async ({ page }: Shopper) => Number(await page.getByTestId('live').getAttribute('data-looks'));

async function afterLooks(shopper: Shopper, count: number): Promise<void> {
  const before = await looks(shopper);
  await expect.poll(() => looks(shopper), SLOW).toBeGreaterThanOrEqual(before + count);
}

test('outlines are steady and named, the carousel settles with one request, a tap freezes', async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opensThePage();
  await startsLive(shopper);
  await expect(outlines(shopper).first()).toBeVisible(SLOW);
  await afterLooks(shopper, WATCHED_LOOKS);
  const before = await places(shopper);
  await afterLooks(shopper, WATCHED_LOOKS);
  const after = await places(shopper);
  expect(Object.keys(after), 'the same things under the same ids').toEqual(Object.keys(before));
  for (const [id, { x, y, name }] of Object.entries(after)) {
    expect(name).toBe(before[id]?.name);
    expect(name).not.toBe('');
    expect(Math.hypot(x - (before[id]?.x ?? 0), y - (before[id]?.y ?? 0))).toBeLessThan(STEADY);
  }

  await expect(page.getByTestId('live-card').first()).toBeVisible(SLOW);
  await expect(page.getByTestId('live-sent')).toHaveAttribute('data-bytes', String(VECTOR_BYTES));
  await expect(page.getByTestId('live-name')).not.toBeEmpty();
  await expect(page.getByRole('dialog').getByRole('status').last()).toContainText(/result/);
  await afterLooks(shopper, WATCHED_LOOKS);
  expect(shopper.searches(), 'one request for a thing, however many looks').toHaveLength(1);
  expect(shopper.bodies().map((body) => body.length)).toEqual([VECTOR_BYTES]);
  expect(await complaints(page)).toEqual([]);

  const bag = page.locator('[data-testid="outline"][data-kind="bag"]');
  await bag.dispatchEvent('click');
  await expect(page.getByRole('dialog'), 'the camera is closed').toHaveCount(0);
  await expect(shopper.boxes('bag').first()).toHaveAttribute('aria-pressed', 'true', SLOW);
  await shopper.seesProducts();
});

test('stops when hidden, and goes on after a tap', async ({ shopper, context }) => {
  const { page } = shopper;
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
  const states = () =>
    page.evaluate(() => (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map((track) => track.readyState));
  const turns = (state: 'hidden' | 'visible') =>
    page.evaluate((visibilityState) => {
      Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await shopper.opensThePage();
  await startsLive(shopper);
  await turns('hidden');
  await expect(page.getByTestId('live')).toHaveAttribute('data-stage', 'paused');
  expect(await states()).toEqual(['ended']);
  const stopped = await looks(shopper);
  await turns('visible');
  await page.waitForTimeout(1_500);
  expect(await looks(shopper), 'nobody looks').toBe(stopped);
  expect(await states(), 'the camera stays off').toEqual(['ended']);
  await page.getByTestId('live-paused').click();
  await expect(page.getByTestId('live')).toHaveAttribute('data-stage', 'running', SLOW);
  expect(await states()).toEqual(['ended', 'live']);
  await page.keyboard.press('Escape');
  await expect.poll(states).toEqual(['ended', 'ended']);
});

test('a camera that is unplugged says so, and can be tried again', async ({ shopper, context }) => {
  const { page } = shopper;
  await context.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const original = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      Object.assign(window, { unplug: () => stream.getTracks()[0]?.dispatchEvent(new Event('ended')) });
      return stream;
    };
  });
  await shopper.opensThePage();
  await startsLive(shopper);
  await page.evaluate(() => (window as unknown as { unplug: () => void }).unplug());
  await expect(shopper.errorNote()).toHaveAttribute('data-code', 'CAMERA_LOST');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('live')).toHaveAttribute('data-stage', 'running', SLOW);
  await expect(outlines(shopper).first(), 'of the new picture').toBeVisible(SLOW);
});

test('torch and zoom only where the camera has them; one that refuses is told', async ({ shopper, context }) => {
  const { page } = shopper;
  await context.addInitScript(() => {
    // No camera in a test has a torch: what the device would answer is put in its place.
    const asked: unknown[] = [];
    let on = false;
    Object.assign(window, { asked });
    MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true, zoom: { min: 1, max: 4, step: 0.5 } }) as never;
    MediaStreamTrack.prototype.getSettings = () => ({ torch: on, zoom: 1 }) as never;
    MediaStreamTrack.prototype.applyConstraints = async (constraints) => {
      const [wanted] = (constraints?.advanced ?? []) as { torch?: boolean }[];
      asked.push(wanted);
      if (wanted?.torch) throw new DOMException('too hot', 'OverconstrainedError');
      on = wanted?.torch ?? on;
    };
  });
  await shopper.opensThePage();
  await page.getByTestId('open-camera').click();
  await page.getByRole('slider', { name: 'Zoom' }).fill('2.5');
  await expect(page.getByText('2.5×')).toBeVisible();
  await page.getByTestId('torch').click();
  await expect(page.getByText('This camera cannot do that right now.')).toBeVisible();
  await expect(page.getByTestId('torch')).toHaveAttribute('aria-pressed', 'false');
  const asked = await page.evaluate(() => (window as unknown as { asked: unknown[] }).asked);
  expect(asked).toEqual([{ zoom: 2.5 }, { torch: true }]);
  expect(await complaints(page)).toEqual([]);
});
