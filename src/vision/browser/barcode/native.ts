/** The browser's own reader (Shape Detection API), where it has one that knows all retail codes: no byte is fetched for it. */
import { type Barcode, type BarcodeFormat, barcodeOf } from '#core/barcode.ts';
import type { ReadPixels } from './zxing.ts';

/** Not in TypeScript's library (wicg.github.io/shape-detection-api). */
interface NativeDetector {
  detect(source: ImageData): Promise<readonly { readonly format: string; readonly rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: readonly string[] }): NativeDetector;
  getSupportedFormats(): Promise<readonly string[]>;
}

const FORMATS: Readonly<Record<string, BarcodeFormat>> = {
  ean_13: 'ean-13',
  ean_8: 'ean-8',
  upc_a: 'upc-a',
  upc_e: 'upc-e',
};

/** The reader, or null where there is none. */
export async function nativeReader(scope: object = globalThis): Promise<ReadPixels | null> {
  const Detector = (scope as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector;
  const wanted = Object.keys(FORMATS);
  const known: readonly string[] = (await Detector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!Detector || !wanted.every((format) => known.includes(format))) return null;
  const detector = new Detector({ formats: wanted });
  return async ({ width, height, data }) => {
    const pixels = new ImageData(new Uint8ClampedArray(data), width, height);
    return (await detector.detect(pixels)).flatMap(({ format, rawValue }): Barcode[] => {
      const barcode = FORMATS[format] && barcodeOf(FORMATS[format], rawValue);
      return barcode ? [barcode] : [];
    });
  };
}
