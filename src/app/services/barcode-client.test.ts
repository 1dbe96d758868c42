import { expose } from 'comlink';
import { expect, test, vi } from 'vitest';
import type { BarcodeWorker } from '#core/barcode.ts';
import { TongkuanError } from '#core/errors.ts';
import { barcodeReader } from './barcode-client.ts';
import { keepErrorCodes } from './coded-errors.ts';

const NEVER = new AbortController().signal;
const CODE = { digits: '96385074', gtin: '00000096385074' };

keepErrorCodes();

/** A worker in this thread; `end` is called when it is stopped. */
function worker(work: Partial<BarcodeWorker<Blob>>) {
  const { port1, port2 } = new MessageChannel();
  expose({ prepare: async () => {}, read: async () => [], ...work }, port1);
  const end = vi.fn(() => port1.close());
  return { end, create: () => Object.assign(port2, { terminate: end }) };
}

test('a photo is read, and the worker ended', async () => {
  const { create, end } = worker({ read: async () => [CODE] });
  expect(await barcodeReader(create).read(new Blob(), NEVER)).toEqual([CODE]);
  expect(end).toHaveBeenCalledOnce();
});

test('errors keep their code', async () => {
  const { create, end } = worker({ prepare: () => Promise.reject(new TongkuanError('MODEL_FETCH')) });
  await expect(barcodeReader(create).prepare(NEVER)).rejects.toMatchObject({ code: 'MODEL_FETCH' });
  expect(end).toHaveBeenCalledOnce();
});

test('a photo that was left is not read on', async () => {
  const left = new AbortController();
  const { create, end } = worker({ read: () => new Promise(() => {}) });
  const reading = barcodeReader(create).read(new Blob(), left.signal);
  left.abort();
  await expect(reading).rejects.toMatchObject({ code: 'ABORTED' });
  expect(end).toHaveBeenCalledOnce();
});

test('a worker that dies is told', async () => {
  const { create } = worker({ read: () => new Promise(() => {}) });
  let port: MessagePort | undefined;
  const reading = barcodeReader(() => {
    const made = create();
    port = made;
    return made;
  }).read(new Blob(), NEVER);
  port?.dispatchEvent(new Event('error'));
  await expect(reading).rejects.toMatchObject({ code: 'WORKER_DIED' });
});
