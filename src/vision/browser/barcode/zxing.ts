/** The one door to zxing-wasm: finds item numbers in pixels, whichever way the bars lie. */
import { prepareZXingModule, type ReadOutputBarcodeFormat, readBarcodes } from 'zxing-wasm/reader';
import { type Barcode, type BarcodeFormat, barcodeOf } from '#core/barcode.ts';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { Raster } from '#core/image.ts';
import { slanted } from './slanted.ts';

export type ReadPixels = (raster: Raster) => Promise<Barcode[]>;

const FORMATS: Partial<Record<ReadOutputBarcodeFormat, BarcodeFormat>> = {
  EAN13: 'ean-13',
  EAN8: 'ean-8',
  UPCA: 'upc-a',
  UPCE: 'upc-e',
};
/** A shelf may show many; more than this nobody reads. */
const CODES_MAX = 8;
const OPTIONS = {
  formats: ['EAN13', 'EAN8', 'UPCA', 'UPCE'] as const,
  tryHarder: true,
  tryRotate: true, // by quarter turns
  tryInvert: false,
  maxNumberOfSymbols: CODES_MAX,
};

/** @param wasm the reader's binary, already checked; copied, because its buffer may hold more. @throws RUNTIME_UNAVAILABLE */
export async function startZxing(wasm: Uint8Array<ArrayBuffer>): Promise<ReadPixels> {
  try {
    await prepareZXingModule({ overrides: { wasmBinary: wasm.slice().buffer }, fireImmediately: true });
  } catch (cause) {
    const { reason } = toTongkuanError(cause).details;
    throw new TongkuanError('RUNTIME_UNAVAILABLE', { reasons: [`[zxing] ${reason}`] }, { cause });
  }
  return async (raster) => {
    const upright = await readOnce(raster);
    return upright.length > 0 ? upright : readOnce(slanted(raster));
  };
}

async function readOnce({ width, height, data }: Raster): Promise<Barcode[]> {
  // what it takes is an ImageData, of which it reads these three
  const pixels = { width, height, data } as ImageData;
  const found = await readBarcodes(pixels, { ...OPTIONS, formats: [...OPTIONS.formats] });
  return found.flatMap(({ format, text, isValid }) => {
    const known = FORMATS[format];
    const barcode = known && isValid ? barcodeOf(known, text) : null;
    return barcode ? [barcode] : [];
  });
}
