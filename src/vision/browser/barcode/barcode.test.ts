import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Raster } from '#core/image.ts';
import { EAN13_SIZE, ean13 } from '#demo/ean13.ts';
import { createBarcodeWorker } from './barcode-worker.ts';
import { nativeReader } from './native.ts';
import { type ReadPixels, startZxing } from './zxing.ts';

const CODE = '4006381333931';
const OTHER = '2012345678903';
let zxing: ReadPixels;

beforeAll(async () => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  zxing = await startZxing(new Uint8Array(readFileSync(file)));
});

/** Codes on a table, each turned about its middle. */
async function table(codes: readonly { digits: string; x: number; y: number; turn: number; scale?: number }[]) {
  const drawn = codes.map(({ digits, x, y, turn, scale = 3 }) => {
    const middle = `translate(${-EAN13_SIZE.width / 2} ${-EAN13_SIZE.height / 2})`;
    return `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale}) ${middle}">${ean13(digits)}</g>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><rect width="1200" height="900" fill="#b98"/>${drawn.join('')}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) } satisfies Raster;
}

const gtins = async (raster: Raster) => (await zxing(raster)).map(({ gtin }) => gtin).sort();

describe('the shipped reader', () => {
  test.each([0, 15, 40, 45, 70, 90, 135, 180, 250, 315])('reads a code that is turned by %d°', async (turn) => {
    expect(await zxing(await table([{ digits: CODE, x: 600, y: 450, turn }]))).toEqual([
      { digits: CODE, gtin: `0${CODE}` },
    ]);
  });

  test('reads several at once', async () => {
    const picture = await table([
      { digits: CODE, x: 300, y: 250, turn: 0 },
      { digits: OTHER, x: 850, y: 600, turn: 90 },
    ]);
    expect(await gtins(picture)).toEqual([`0${OTHER}`, `0${CODE}`].sort());
  });

  test('sees none where there is none', async () => {
    expect(await gtins(await table([]))).toEqual([]);
  });
});

describe('the barcode worker', () => {
  const barcode = { digits: CODE, gtin: `0${CODE}` };
  const decode = async () => ({ width: 1, height: 1, data: new Uint8ClampedArray(4) });

  test("prefers the browser's own reader, and then fetches nothing", async () => {
    const shipped = vi.fn(async () => async () => []);
    const worker = createBarcodeWorker({ native: async () => async () => [barcode, barcode], shipped, decode });
    await worker.prepare();
    expect(await worker.read(new Blob())).toEqual([barcode]);
    expect(shipped).not.toHaveBeenCalled();
  });

  test('reads with the shipped one where there is no other, or the other fails', async () => {
    const shipped = async () => async () => [barcode];
    const fails = async () => Promise.reject(new Error('no Play services'));
    for (const native of [async () => null, async () => fails]) {
      expect(await createBarcodeWorker({ native, shipped, decode }).read(new Blob())).toEqual([barcode]);
    }
  });

  test('tells why it could not read', async () => {
    const shipped = async () => async () => Promise.reject(new Error('out of memory'));
    const reading = createBarcodeWorker({ native: async () => null, shipped, decode }).read(new Blob());
    await expect(reading).rejects.toMatchObject({ code: 'RUNTIME_FAILED' });
  });
});

describe("the browser's own reader", () => {
  const browser = (formats: readonly string[]) => ({
    BarcodeDetector: class {
      static getSupportedFormats = async () => formats;
      detect = async () => [{ format: 'ean_13', rawValue: CODE }];
    },
  });

  test('is used when it knows every retail code', async () => {
    vi.stubGlobal('ImageData', class {});
    const read = await nativeReader(browser(['ean_13', 'ean_8', 'upc_a', 'upc_e', 'qr_code']));
    expect(await read?.({ width: 1, height: 1, data: new Uint8ClampedArray(4) })).toEqual([
      { digits: CODE, gtin: `0${CODE}` },
    ]);
    vi.unstubAllGlobals();
  });

  test('is none without it, or when it knows too little', async () => {
    expect(await nativeReader({})).toBeNull();
    expect(await nativeReader(browser(['qr_code']))).toBeNull();
  });
});
