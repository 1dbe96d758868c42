/**
 * Entry of the barcode worker: a worker of its own, so that neither boxes nor searches wait for it. The page starts one for a
 * photo and wraps it with Comlink as `BarcodeWorker` (core/barcode.ts).
 */
import { expose } from 'comlink';
import { keepErrorCodes } from '../coded-errors.ts';
import { decodePicture } from '../decode.ts';
import { fetchVerified } from '../model-cache.ts';
import { barcodeFile } from '../runtime-files.ts';
import { BARCODE_SIDE, createBarcodeWorker } from './barcode-worker.ts';
import { nativeReader } from './native.ts';
import { startZxing } from './zxing.ts';

keepErrorCodes();
expose(
  createBarcodeWorker({
    native: () => nativeReader(),
    shipped: async () => startZxing(await fetchVerified(barcodeFile(), () => {})),
    decode: async (picture) => (await decodePicture(picture, BARCODE_SIDE)).raster,
  }),
);
