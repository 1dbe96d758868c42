/** What the barcode worker does; `worker.ts` puts it on the wire. */
import type { Barcode, BarcodeWorker } from '#core/barcode.ts';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { Raster } from '#core/image.ts';
import type { ReadPixels } from './zxing.ts';

/** Longer side of the pixels that are searched: a code a quarter as wide as the picture has five pixels a bar. */
export const BARCODE_SIDE = 2000;

export interface BarcodeParts {
  /** The browser's own reader, or null. */
  readonly native: () => Promise<ReadPixels | null>;
  /** The one that is shipped; fetched at the first call. */
  readonly shipped: () => Promise<ReadPixels>;
  readonly decode: (picture: Blob) => Promise<Raster>;
}

/** Reads with the browser's own reader; with the shipped one where there is none, and when it fails. */
export function createBarcodeWorker({ native, shipped, decode }: BarcodeParts): BarcodeWorker<Blob> {
  async function pixels(raster: Raster): Promise<Barcode[]> {
    const own = await native();
    if (own) {
      try {
        return await own(raster);
      } catch {
        // Android answers so while its Play services are busy or missing: the shipped one reads as well
      }
    }
    return (await shipped())(raster);
  }

  return {
    async prepare() {
      if (!(await native())) await shipped();
    },
    async read(picture) {
      const raster = await decode(picture);
      try {
        return distinct(await pixels(raster));
      } catch (thrown) {
        throw thrown instanceof TongkuanError ? thrown : toTongkuanError(thrown, 'RUNTIME_FAILED');
      }
    },
  };
}

function distinct(barcodes: readonly Barcode[]): Barcode[] {
  return [...new Map(barcodes.map((barcode) => [barcode.gtin, barcode])).values()];
}
