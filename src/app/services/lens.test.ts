import { expect, test, vi } from 'vitest';
import { latestOnly, lensOf, NO_LENS, setLens, zoomFactor } from './lens.ts';

function track(capabilities: object, settings: object = {}, applyConstraints = async () => {}): MediaStreamTrack {
  return {
    getCapabilities: () => capabilities,
    getSettings: () => settings,
    applyConstraints,
  } as unknown as MediaStreamTrack;
}

test('a lens without extras, and a browser that tells nothing', () => {
  expect(lensOf(track({ width: { max: 1920 } }))).toEqual(NO_LENS);
  expect(lensOf({ getSettings: () => ({}) } as unknown as MediaStreamTrack)).toEqual(NO_LENS);
  expect(lensOf(track({ torch: false, zoom: { min: 1, max: 1 } }))).toEqual(NO_LENS);
});

test('torch and zoom as the device has and sets them', () => {
  const lens = lensOf(track({ torch: true, zoom: { min: 1, max: 8, step: 0.1 } }, { torch: true, zoom: 2 }));
  expect(lens).toEqual({ torch: true, zoom: 2, range: { min: 1, max: 8, step: 0.1 } });
});

test('a device that counts in percent or names no step', () => {
  const { range } = lensOf(track({ zoom: { min: 100, max: 400 } }));
  expect(range).toEqual({ min: 100, max: 400, step: 3 });
  expect(range && zoomFactor(250, range)).toBe('2.5');
});

test('a device that refuses what it offered', async () => {
  const refuses = async () => Promise.reject(new DOMException('no', 'OverconstrainedError'));
  expect(await setLens(track({}, {}, refuses), { torch: true })).toBe(false);
  expect(await setLens(track({}), { torch: true })).toBe(true);
});

test('a slider that moves faster than the lens: one at a time, the last one counts', async () => {
  const settled: (() => void)[] = [];
  const set = vi.fn((_value: number) => new Promise<void>((resolve) => settled.push(resolve)));
  const slide = latestOnly(set);
  for (const value of [1, 2, 3, 4]) slide(value);
  expect(set.mock.calls).toEqual([[1]]);
  settled[0]?.();
  await vi.waitFor(() => expect(set.mock.calls).toEqual([[1], [4]]));
  settled[1]?.();
  await Promise.resolve();
  slide(5);
  await vi.waitFor(() => expect(set.mock.calls).toEqual([[1], [4], [5]]));
});
