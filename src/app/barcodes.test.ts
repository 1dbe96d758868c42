import { expect, test, vi } from 'vitest';
import type { Barcode } from '#core/barcode.ts';
import { type ErrorCode, TongkuanError } from '#core/errors.ts';
import { Barcodes, type BarcodesDeps } from './barcodes.ts';
import { EMPTY, type FlowState, type PhotoView } from './flow.ts';
import type { ProductsAnswer } from './services/gtin-lookup.ts';
import { controller, hit } from './testing.ts';

const CODE: Barcode = { digits: '4006381333931', gtin: '04006381333931' };
const FOUND: ProductsAnswer = { products: [hit('exact')], pack: null };
const fails = (code: ErrorCode) => Promise.reject(new TongkuanError(code));
const photo = (url: string): PhotoView => ({ url, width: 100, height: 100 });

function setUp(changes: { read?: BarcodesDeps['reader']['read']; lookup?: BarcodesDeps['lookup'] } = {}) {
  const read = vi.fn(changes.read ?? (async () => [CODE]));
  const lookup = vi.fn(changes.lookup ?? (async () => FOUND));
  const prepare = vi.fn(async () => {});
  const photoId = vi.fn(() => 'a');
  const [postpone, settle] = [vi.fn(), vi.fn()];
  const barcodes = new Barcodes({ reader: { read, prepare }, lookup, photoId, postpone, settle });
  return { barcodes, read, lookup, prepare, photoId, postpone, settle };
}

/** What the flow is like once the first item of a photo is described. */
async function described(view: PhotoView): Promise<FlowState> {
  const flow = controller({ show: async () => view });
  await flow.addPhoto(new Blob());
  return flow.state();
}

test('a photo is read once its item is described, not before, and once', async () => {
  const { barcodes, read, lookup } = setUp();
  const view = photo('blob:a');
  const picture = new Blob(['a']);
  barcodes.shown(view, picture);
  const state = await described(view);
  for (const stage of ['preparing', 'detecting'] as const) barcodes.follow({ ...EMPTY, photo: view, stage });
  barcodes.follow({ ...state, search: state.search && { ...state.search, stage: 'describing' } });
  expect(read).not.toHaveBeenCalled();
  barcodes.follow(state);
  barcodes.follow(state);
  await vi.waitFor(() => expect(barcodes.state().stage).toBe('done'));
  barcodes.follow(state);
  expect(read.mock.calls).toEqual([[picture, expect.any(AbortSignal)]]);
  expect(lookup.mock.calls).toEqual([[[CODE.gtin], expect.any(AbortSignal)]]);
  expect(barcodes.state()).toMatchObject({ barcodes: [CODE], answer: FOUND, sent: true });
});

test('a photo without a barcode asks nobody', async () => {
  const { barcodes, read, lookup } = setUp({ read: async () => [] });
  const view = barcodes.shown(photo('blob:a'), new Blob());
  barcodes.follow(await described(view));
  await read.mock.results[0]?.value;
  expect(lookup).not.toHaveBeenCalled();
  expect(barcodes.state()).toMatchObject({ stage: 'none', sent: false });
});

test('each photo keeps its own; one that was left in the middle is gone on with', async () => {
  let first = true;
  const { barcodes, read } = setUp({
    read: (_, signal) => {
      if (!first) return Promise.resolve([CODE]);
      first = false;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new TongkuanError('ABORTED')));
      });
    },
  });
  const [a, b] = [barcodes.shown(photo('blob:a'), new Blob()), barcodes.shown(photo('blob:b'), new Blob())];
  const [atA, atB] = [await described(a), await described(b)];
  barcodes.follow(atA);
  barcodes.follow(atB);
  await vi.waitFor(() => expect(barcodes.state().stage).toBe('done'));
  barcodes.follow(atA);
  expect(barcodes.state().stage).toBe('none');
  await vi.waitFor(() => expect(barcodes.state().stage).toBe('done'));
  barcodes.follow(atB);
  expect(barcodes.state().stage).toBe('done');
  expect(read).toHaveBeenCalledTimes(3);
  barcodes.follow(EMPTY);
  expect(barcodes.state().stage).toBe('none');
});

test.each([
  ['SEARCH_OFFLINE', false],
  ['SEARCH_UNREACHABLE', true],
] as const)('after %s it asks again when the network is back, and tells whether digits left', async (code, sent) => {
  let answers = () => fails(code) as Promise<ProductsAnswer>;
  const { barcodes, read } = setUp({ lookup: () => answers() });
  const view = barcodes.shown(photo('blob:a'), new Blob());
  barcodes.follow(await described(view));
  await vi.waitFor(() => expect(barcodes.state()).toMatchObject({ stage: 'failed', error: { code }, sent }));
  answers = async () => FOUND;
  barcodes.networkReturned();
  await vi.waitFor(() => expect(barcodes.state()).toMatchObject({ stage: 'done', sent: true, error: null }));
  expect(read).toHaveBeenCalledOnce();
});

test('a number that no pack knows is looked up when the network is back, one that it knows is not', async () => {
  const pack = { asOf: 1, sent: false };
  let inPack: ProductsAnswer = { products: [], pack };
  const { barcodes, lookup } = setUp({ lookup: async () => inPack });
  barcodes.follow(await described(barcodes.shown(photo('blob:a'), new Blob())));
  await vi.waitFor(() => expect(barcodes.state().stage).toBe('done'));
  const { product, picture } = hit('exact');
  inPack = { products: [{ product: { ...product, gtin: CODE.gtin }, picture }], pack };
  barcodes.networkReturned();
  await vi.waitFor(() => expect(barcodes.state()).toMatchObject({ stage: 'done', answer: inPack }));
  barcodes.networkReturned();
  expect(lookup).toHaveBeenCalledTimes(2);
});

test('a photo that was left while its number waits is looked up when the shopper is back at it', async () => {
  let answers = () => fails('SEARCH_OFFLINE') as Promise<ProductsAnswer>;
  const { barcodes } = setUp({ lookup: () => answers() });
  const state = await described(barcodes.shown(photo('blob:a'), new Blob()));
  barcodes.follow(state);
  await vi.waitFor(() => expect(barcodes.state().stage).toBe('failed'));
  barcodes.follow(EMPTY);
  answers = async () => FOUND;
  barcodes.networkReturned();
  barcodes.follow(state);
  await vi.waitFor(() => expect(barcodes.state()).toMatchObject({ stage: 'done', answer: FOUND }));
});

test.each(['SEARCH_OFFLINE', 'SEARCH_UNREACHABLE'] as const)(
  'after %s a lookup is kept for later, until it is answered here',
  async (code) => {
    let answers = () => fails(code) as Promise<ProductsAnswer>;
    const { barcodes, postpone, settle } = setUp({ lookup: () => answers() });
    barcodes.follow(await described(barcodes.shown(photo('blob:a'), new Blob())));
    await vi.waitFor(() => expect(postpone.mock.calls).toEqual([[{ id: 'a', topic: 'lookup', gtins: [CODE.gtin] }]]));
    expect(settle).not.toHaveBeenCalled();
    answers = async () => FOUND;
    barcodes.networkReturned();
    await vi.waitFor(() => expect(settle.mock.calls).toEqual([['a']]));
    expect(postpone).toHaveBeenCalledOnce();
  },
);

test('a number that no pack knows is kept for later; what the shop refuses is not', async () => {
  let answers = async (): Promise<ProductsAnswer> => ({ products: [], pack: { asOf: 1, sent: false } });
  const { barcodes, photoId, postpone } = setUp({ lookup: () => answers() });
  barcodes.follow(await described(barcodes.shown(photo('blob:a'), new Blob())));
  await vi.waitFor(() => expect(postpone).toHaveBeenCalledOnce());
  answers = () => fails('RATE_LIMITED');
  photoId.mockReturnValue('b');
  barcodes.follow(await described(barcodes.shown(photo('blob:b'), new Blob())));
  await vi.waitFor(() => expect(barcodes.state().stage).toBe('failed'));
  expect(postpone.mock.calls).toEqual([[expect.objectContaining({ id: 'a' })]]);
});

test('what a pack answers in flight mode has not left the device', async () => {
  const pack = { asOf: 1, sent: false };
  const { barcodes } = setUp({ lookup: async () => ({ ...FOUND, pack }) });
  const view = barcodes.shown(photo('blob:a'), new Blob());
  barcodes.follow(await described(view));
  await vi.waitFor(() => expect(barcodes.state()).toMatchObject({ stage: 'done', sent: false }));
});

test('a reader that could not be fetched is tried again with the network, and keeps silent', async () => {
  let reads = () => fails('MODEL_FETCH') as Promise<readonly Barcode[]>;
  const { barcodes, read } = setUp({ read: () => reads() });
  const view = barcodes.shown(photo('blob:a'), new Blob());
  const state = await described(view);
  barcodes.follow(state);
  await vi.waitFor(() => expect(read).toHaveBeenCalledOnce());
  await Promise.resolve();
  barcodes.follow(state);
  expect(read).toHaveBeenCalledOnce();
  expect(barcodes.state().stage).toBe('none');
  reads = async () => [CODE];
  barcodes.networkReturned();
  await vi.waitFor(() => expect(barcodes.state().stage).toBe('done'));
});

test('the reader is fetched once for a journey, and again only if that failed', async () => {
  const { barcodes, prepare } = setUp();
  prepare.mockRejectedValueOnce(new TongkuanError('MODEL_FETCH'));
  await barcodes.prepare();
  await barcodes.prepare();
  await barcodes.prepare();
  expect(prepare).toHaveBeenCalledTimes(2);
});
