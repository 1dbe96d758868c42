import { expect, test, vi } from 'vitest';
import { TongkuanError } from '#core/errors.ts';
import type { PhotoQuality } from '#core/photo-quality.ts';
import type { SearchQuery } from '#core/search-protocol.ts';
import { VECTOR_BYTES } from '#core/vector.ts';
import type { FlowDeps } from './flow-controller.ts';
import { answer, BAG, controller, description, hit, SHARP_AND_BRIGHT, TOP } from './testing.ts';

const PHOTO = new Blob(['photo'], { type: 'image/jpeg' });

function recordedSearch() {
  const sent: { bytes: number; query: SearchQuery }[] = [];
  const search = vi.fn(async (vector: Uint8Array, query: SearchQuery) => {
    sent.push({ bytes: vector.length, query });
    return answer(hit(`${query.offset}`));
  });
  return { sent, search };
}

test('a photo leads to one request of 144 bytes in the recognised category', async () => {
  const { sent, search } = recordedSearch();
  const flow = controller({ search });
  await flow.addPhoto(PHOTO);
  expect(sent).toEqual([
    { bytes: VECTOR_BYTES, query: { category: [0], sort: 'similarity', group: 'offers', offset: 0, limit: 24 } },
  ]);
  expect(flow.state().search).toMatchObject({ stage: 'done', bytesSent: VECTOR_BYTES });
});

test('another item is one more request; the chosen one again is none', async () => {
  const { sent, search } = recordedSearch();
  const flow = controller({ search });
  await flow.addPhoto(PHOTO);
  await flow.select(0);
  await flow.select(0);
  expect(sent.map(({ query }) => query.category)).toEqual([[0], [3]]);
});

test('fabric describes the same item again and searches; what failed is tried again as fabric', async () => {
  const { sent, search } = recordedSearch();
  const describe = vi.fn<FlowDeps['vision']['describe']>(async () => description(0, 'shirt'));
  const vision = {
    load: vi.fn(),
    open: async (picture: Blob) => ({ picture, width: 100, height: 100 }),
    detect: async () => [TOP, BAG],
    describe,
    inspect: async () => SHARP_AND_BRIGHT,
    release: () => {},
  };
  const flow = controller({ search, vision });
  await flow.addPhoto(PHOTO);
  describe.mockRejectedValueOnce(new TongkuanError('RUNTIME_FAILED'));
  await flow.describeAs('fabric');
  expect(flow.state().search).toMatchObject({ stage: 'failed', mode: 'fabric' });
  await flow.retry();
  await flow.select(1);
  expect(describe.mock.calls.map(([, box, options]) => [box, options])).toEqual([
    [TOP.box, { kind: 'top', mode: 'item' }],
    [TOP.box, { kind: 'top', mode: 'fabric' }],
    [TOP.box, { kind: 'top', mode: 'fabric' }],
    [BAG.box, { kind: 'bag', mode: 'item' }],
  ]);
  expect(sent).toHaveLength(3);
});

test('all categories, another order, a price and a further page send the same bytes', async () => {
  const { sent, search } = recordedSearch();
  const flow = controller({ search });
  await flow.addPhoto(PHOTO);
  await flow.change({ categories: [], sort: 'price-asc', prices: { min: 1000, max: null } });
  await flow.more();
  expect(sent.slice(1).map(({ query }) => query)).toEqual([
    { minPrice: 1000, sort: 'price-asc', group: 'offers', offset: 0, limit: 24 },
    { minPrice: 1000, sort: 'price-asc', group: 'offers', offset: 1, limit: 24 },
  ]);
  expect(flow.state().search?.hits).toHaveLength(2);
});

test('without a network the item is named, and searched when the network returns', async () => {
  const search = vi
    .fn()
    .mockRejectedValueOnce(new TongkuanError('SEARCH_OFFLINE'))
    .mockResolvedValue(answer(hit('a')));
  const flow = controller({ search });
  await flow.addPhoto(PHOTO);
  expect(flow.state().search).toMatchObject({ stage: 'failed', description: { label: 'shirt' }, bytesSent: 0 });
  flow.networkReturned();
  await vi.waitFor(() => expect(flow.state().search?.stage).toBe('done'));
  expect(search).toHaveBeenCalledTimes(2);
});

test('a network that returns repeats nothing that went well', async () => {
  const { sent, search } = recordedSearch();
  const flow = controller({ search });
  await flow.addPhoto(PHOTO);
  flow.networkReturned();
  expect(sent).toHaveLength(1);
});

test('a new photo drops the old one, on screen and in the worker', async () => {
  const hide = vi.fn();
  const release = vi.fn();
  let slow: () => void = () => {};
  const describe = vi
    .fn()
    .mockImplementationOnce(() => new Promise((resolve) => (slow = () => resolve(description(3, 'purse')))))
    .mockResolvedValue(description(0, 'shirt'));
  const vision = {
    load: vi.fn(),
    open: async (picture: Blob) => ({ picture, width: 100, height: 100 }),
    detect: async () => [],
    describe,
    inspect: async () => SHARP_AND_BRIGHT,
    release,
  };
  const flow = controller({ vision, hide });
  const first = flow.addPhoto(PHOTO);
  await vi.waitFor(() => expect(describe).toHaveBeenCalled());
  await flow.addPhoto(new Blob(['other']));
  slow();
  await first;
  expect(hide).toHaveBeenCalledTimes(1);
  expect(release).toHaveBeenCalledTimes(1);
  expect(flow.state().search?.description?.category).toBe(0);
});

test('a file that is no picture is refused by code', async () => {
  const flow = controller({ show: () => Promise.reject(new TongkuanError('PICTURE_UNREADABLE')) });
  await flow.addPhoto(PHOTO);
  expect(flow.state()).toMatchObject({ stage: 'empty', photo: null, error: { code: 'PICTURE_UNREADABLE' } });
});

test('a further photo that cannot be shown is refused and what was found stays', async () => {
  const { search } = recordedSearch();
  const show = vi.fn<FlowDeps['show']>(async () => ({ url: 'blob:1', width: 100, height: 100 }));
  const hide = vi.fn();
  const flow = controller({ search, show, hide });
  await flow.addPhoto(PHOTO);
  const before = flow.state();
  show.mockRejectedValueOnce(new TongkuanError('PICTURE_UNREADABLE'));
  await flow.addPhoto(PHOTO);
  expect(flow.state()).toEqual({ ...before, refused: expect.objectContaining({ code: 'PICTURE_UNREADABLE' }) });
  flow.refusalRead();
  expect(flow.state()).toEqual(before);
  expect(hide).not.toHaveBeenCalled();
});

test('of two photos added at once the later one counts', async () => {
  const { sent, search } = recordedSearch();
  let showFirst: (view: { url: string; width: number; height: number }) => void = () => {};
  const show = vi
    .fn<FlowDeps['show']>()
    .mockImplementationOnce(() => new Promise((resolve) => (showFirst = resolve)))
    .mockResolvedValueOnce({ url: 'blob:2', width: 100, height: 100 });
  const hide = vi.fn();
  const flow = controller({ search, show, hide });
  const first = flow.addPhoto(PHOTO);
  await flow.addPhoto(PHOTO);
  showFirst({ url: 'blob:1', width: 100, height: 100 });
  await first;
  expect(flow.state().photo?.url).toBe('blob:2');
  expect(hide.mock.calls.map(([view]) => view.url)).toEqual(['blob:1']);
  expect(sent).toHaveLength(1);
});

test('models that could not be fetched can be tried again with the same photo', async () => {
  const open = vi
    .fn()
    .mockRejectedValueOnce(new TongkuanError('MODEL_FETCH'))
    .mockImplementation(async (picture: Blob) => ({ picture, width: 100, height: 100 }));
  const vision = {
    load: vi.fn(),
    open,
    detect: async () => [],
    describe: async () => description(0, 'shirt'),
    inspect: async () => SHARP_AND_BRIGHT,
    release: () => {},
  };
  const flow = controller({ vision });
  await flow.addPhoto(PHOTO);
  expect(flow.state()).toMatchObject({ stage: 'failed', error: { code: 'MODEL_FETCH' } });
  await flow.retry();
  expect(flow.state().search?.stage).toBe('done');
});

test('"nothing sent" is said only when that is certain', async () => {
  const sent = async (code: 'SEARCH_OFFLINE' | 'SEARCH_UNREACHABLE') => {
    const flow = controller({ search: () => Promise.reject(new TongkuanError(code)) });
    await flow.addPhoto(PHOTO);
    return flow.state().search?.bytesSent;
  };
  expect(await sent('SEARCH_OFFLINE')).toBe(0);
  expect(await sent('SEARCH_UNREACHABLE')).toBe(VECTOR_BYTES);
});

/** A controller whose photo was measured like this, with an item that is recognised with this score. */
function measured(quality: Partial<PhotoQuality>, score: number, items = [TOP]) {
  const inspect = vi.fn<FlowDeps['vision']['inspect']>(async () => ({ ...SHARP_AND_BRIGHT, ...quality }));
  const vision = {
    load: vi.fn(),
    open: async (picture: Blob) => ({ picture, width: 100, height: 100 }),
    detect: async () => items,
    describe: async () => ({ ...description(0, 'shirt'), labels: [{ label: 'shirt', score }] }),
    inspect,
    release: () => {},
  };
  return { flow: controller({ vision }), inspect };
}

test('with nothing found, or an uncertain name, what was measured is told', async () => {
  const nothing = measured({ subject: 0.1, highlights: 0.1 }, 0.9, []);
  await nothing.flow.addPhoto(PHOTO);
  expect(nothing.inspect.mock.calls.map(([, box]) => box)).toEqual([null]);
  expect(nothing.flow.state().search).toMatchObject({ stage: 'done', tips: ['dark', 'far'] });
  const unsure = measured({ sharpness: 0.001, subject: null }, 0.2);
  await unsure.flow.addPhoto(PHOTO);
  expect(unsure.inspect.mock.calls.map(([, box]) => box)).toEqual([TOP.box]);
  expect(unsure.flow.state().search?.tips).toEqual(['blurred']);
});

test('what is recognised for sure is not measured; failing to measure is no trouble', async () => {
  const sure = measured({}, 0.9);
  await sure.flow.addPhoto(PHOTO);
  expect(sure.inspect).not.toHaveBeenCalled();
  const failing = measured({}, 0.2);
  failing.inspect.mockRejectedValue(new TongkuanError('RUNTIME_FAILED'));
  await failing.flow.addPhoto(PHOTO);
  expect(failing.flow.state().search).toMatchObject({ stage: 'done', tips: [], error: null });
});

test('an answer from a travel pack is told as one, and nothing counts as sent', async () => {
  const flow = controller({ search: async () => ({ ...answer(hit('one')), pack: { asOf: 5, sent: false } }) });
  await flow.addPhoto(new Blob(['photo']));
  expect(flow.state().search).toMatchObject({ stage: 'done', pack: { asOf: 5 }, bytesSent: 0 });
});

test('when pack and shop take turns the next page begins anew', async () => {
  let online = false;
  const offsets: (number | undefined)[] = [];
  const flow = controller({
    search: async (_vector, { offset }) => {
      offsets.push(offset);
      return online ? answer(hit('shop')) : { ...answer(hit('packed')), pack: { asOf: 5, sent: false } };
    },
  });
  await flow.addPhoto(new Blob(['photo']));
  online = true;
  await flow.more();
  expect(offsets).toEqual([0, 1, 0]);
  const { search } = flow.state();
  expect(search?.pack).toBeNull();
  expect(search?.hits.map(({ product }) => product.id)).toEqual(['shop']);
});
