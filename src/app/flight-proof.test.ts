import { expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import { FlightProof, type FlightProofDeps } from './flight-proof.ts';
import { BAG, TOP, VISION } from './testing.ts';

const PHOTO = new Blob(['photo']);

function proof(changes: Partial<FlightProofDeps> = {}) {
  let time = 0;
  return new FlightProof({
    vision: VISION,
    isOnline: () => false,
    requests: () => 7,
    now: () => (time += 10),
    ...changes,
  });
}

/** Finds a bag, and something happens meanwhile. */
function found(meanwhile: () => void) {
  return async () => {
    meanwhile();
    return [BAG];
  };
}

test('the photo is opened, detected and named anew, and its pixels are freed', async () => {
  const vision = { ...VISION, open: vi.fn(VISION.open), release: vi.fn() };
  const shown = proof({ vision });
  await shown.run(PHOTO);
  expect(shown.state()).toMatchObject({ stage: 'done', requests: 0, error: null });
  expect(shown.state().items.map(({ box, description }) => [box, description.label])).toEqual([
    [BAG.box, 'purse'],
    [TOP.box, 'shirt'],
  ]);
  expect(shown.state().milliseconds).toBeGreaterThan(0);
  expect(vision.open).toHaveBeenCalledWith(PHOTO, expect.anything());
  expect(vision.release).toHaveBeenCalledTimes(1);
});

test('requests made meanwhile are said, not hidden', async () => {
  let made = 5;
  const vision = {
    ...VISION,
    detect: found(() => {
      made += 1;
    }),
  };
  const shown = proof({ vision, requests: () => made });
  await shown.run(PHOTO);
  expect(shown.state().requests).toBe(1);
});

test('a network that comes back meanwhile makes it worth nothing', async () => {
  let online = false;
  const vision = {
    ...VISION,
    detect: found(() => {
      online = true;
    }),
  };
  const shown = proof({ vision, isOnline: () => online });
  await shown.run(PHOTO);
  expect(shown.state()).toMatchObject({ stage: 'interrupted', items: [] });
});

test('what fails is told', async () => {
  const open = () => Promise.reject(new TongkuanError('PICTURE_UNREADABLE'));
  const shown = proof({ vision: { ...VISION, open } });
  await shown.run(PHOTO);
  expect(shown.state()).toMatchObject({ stage: 'failed', error: { code: 'PICTURE_UNREADABLE' } });
});

test('stopped, what still comes changes nothing', async () => {
  let finish: (() => void) | undefined;
  const detect = () => new Promise<(typeof BAG)[]>((resolve) => (finish = () => resolve([BAG])));
  const shown = proof({ vision: { ...VISION, detect } });
  const running = shown.run(PHOTO);
  await vi.waitUntil(() => finish);
  shown.stop();
  finish?.();
  await running;
  expect(shown.state()).toMatchObject({ stage: 'idle', items: [] });
});
