import { expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import { PHOTOS_MOST } from '#core/shared-photo.ts';
import type { FlowDeps } from './flow-controller.ts';
import { PhotoTray } from './photo-tray.ts';
import { answer, BAG, controller, description, hit, TOP } from './testing.ts';

const photo = (name: string) => new Blob([name], { type: 'image/jpeg' });
const broken = () => new Blob(['broken']);

/** A tray that counts what vision and search are asked, and which addresses are given back. */
function counted() {
  const search = vi.fn(async () => answer(hit('one')));
  const vision = {
    load: vi.fn(),
    open: vi.fn(async (picture: Blob) => ({ picture, width: 100, height: 100 })),
    detect: vi.fn(async () => [BAG, TOP]),
    describe: vi.fn<FlowDeps['vision']['describe']>(async (_, __, { kind }) =>
      kind === 'bag' ? description(3, 'purse') : description(0, 'shirt'),
    ),
    inspect: vi.fn(),
    release: vi.fn(),
  };
  const hidden: string[] = [];
  const show = async (picture: Blob) => {
    const url = await picture.text();
    if (url === 'broken') throw new TongkuanError('PICTURE_UNREADABLE');
    return { url, width: 100, height: 100 };
  };
  const flow = controller({ search, vision, show, hide: ({ url }) => void hidden.push(url) });
  const thumbnail = vi.fn(async (picture: Blob) => {
    const name = await picture.text();
    if (name === 'broken') throw new TongkuanError('PICTURE_UNREADABLE');
    return `data:${name}`;
  });
  const tray = new PhotoTray({ flow, thumbnail });
  const shown = () => flow.state().photo?.url;
  const names = () => tray.state().photos.map(({ thumbnail }) => thumbnail?.slice('data:'.length));
  const idOf = (name: string) => tray.state().photos[names().indexOf(name)]?.id ?? -1;
  return { tray, flow, search, vision, hidden, thumbnail, shown, names, idOf };
}

test('of several photos the first opens, the others wait with a small picture', async () => {
  const { tray, search, shown, names } = counted();
  await tray.add([photo('a'), photo('b'), photo('c')]);
  expect(shown()).toBe('a');
  expect(names()).toEqual(['a', 'b', 'c']);
  expect(search).toHaveBeenCalledTimes(1);
});

test('a photo that is gone back to is as it was left, and nothing is asked again', async () => {
  const { tray, flow, search, vision, idOf, hidden } = counted();
  await tray.add([photo('a'), photo('b')]);
  await flow.select(0);
  const left = flow.state();
  await tray.open(idOf('b'));
  expect(vision.release, 'only one photo stays decoded').toHaveBeenCalledTimes(1);
  const asked = [search, vision.open, vision.detect, vision.describe].map((call) => call.mock.calls.length);
  await tray.open(idOf('a'));
  expect(flow.state()).toEqual(left);
  expect([search, vision.open, vision.detect, vision.describe].map((call) => call.mock.calls.length)).toEqual(asked);
  expect(hidden).toEqual([]);
});

test('another item of a photo that is gone back to is described and searched', async () => {
  const { tray, flow, search, idOf } = counted();
  await tray.add([photo('a'), photo('b')]);
  await tray.open(idOf('b'));
  await tray.open(idOf('a'));
  await flow.select(0);
  expect(flow.state().search).toMatchObject({ stage: 'done', description: { label: 'purse' } });
  expect(search).toHaveBeenCalledTimes(3);
});

test('what was interrupted goes on when the photo is back', async () => {
  const { tray, flow, search, vision, idOf } = counted();
  let slow: () => void = () => {};
  vision.describe.mockImplementationOnce(() => new Promise((resolve) => (slow = () => resolve(description(3, 'x')))));
  const first = tray.add([photo('a'), photo('b')]);
  await vi.waitFor(() => expect(idOf('b')).toBeGreaterThan(0));
  await vi.waitFor(() => expect(vision.describe).toHaveBeenCalled());
  await tray.open(idOf('b'));
  slow();
  await first;
  await tray.open(idOf('a'));
  expect(flow.state().search).toMatchObject({ stage: 'done', description: { label: 'shirt' } });
  expect(search).toHaveBeenCalledTimes(2);
});

test('a lone photo gives way to a new one and needs no small picture; one beside it stays', async () => {
  const { tray, thumbnail, shown, names, hidden } = counted();
  await tray.add([photo('a')]);
  await tray.add([photo('b')]);
  expect([shown(), hidden, thumbnail.mock.calls.length]).toEqual(['b', ['a'], 0]);
  await tray.add([photo('c')], { beside: true });
  expect([shown(), names(), hidden]).toEqual(['c', ['b', 'c'], ['a']]);
});

test('what is too much is left out, and that is said', async () => {
  const { tray, flow } = counted();
  await tray.add(Array.from({ length: PHOTOS_MOST + 2 }, (_, i) => photo(`${i}`)));
  expect(tray.state().photos).toHaveLength(PHOTOS_MOST);
  expect(flow.state().refused?.code).toBe('PICTURES_TOO_MANY');
});

test('files that are no pictures are left out wherever they stand, and that is said', async () => {
  const { tray, flow, shown, names } = counted();
  await tray.add([broken(), photo('a'), broken(), photo('b')]);
  expect(shown()).toBe('a');
  expect(names()).toEqual(['a', 'b']);
  expect(flow.state().refused?.code).toBe('PICTURE_UNREADABLE');
});

test('a single file that is no picture leaves everything as it was', async () => {
  const { tray, flow, shown } = counted();
  await tray.add([broken()]);
  expect(flow.state()).toMatchObject({ stage: 'empty', error: { code: 'PICTURE_UNREADABLE' } });
  await tray.add([photo('a')]);
  await tray.add([broken()]);
  expect(shown()).toBe('a');
  expect(tray.state().photos).toHaveLength(1);
  expect(flow.state().refused?.code).toBe('PICTURE_UNREADABLE');
});

test('the photo on screen taken out gives way to its neighbour; the last one to the empty screen', async () => {
  const { tray, flow, shown, names, idOf, hidden } = counted();
  await tray.add([photo('a'), photo('b'), photo('c')]);
  await tray.remove(idOf('a'));
  expect([shown(), names(), hidden]).toEqual(['b', ['b', 'c'], ['a']]);
  await tray.remove(idOf('c'));
  expect([shown(), names()]).toEqual(['b', ['b']]);
  tray.leave();
  expect(flow.state().stage).toBe('empty');
  expect(hidden).toEqual(['a', 'b']);
});

test('closing all frees all', async () => {
  const { tray, flow, idOf, hidden } = counted();
  await tray.add([photo('a'), photo('b')]);
  await tray.open(idOf('b'));
  tray.clear();
  expect(hidden.sort()).toEqual(['a', 'b']);
  expect(tray.state()).toEqual({ photos: [], current: null });
  expect(flow.state().photo).toBeNull();
});
