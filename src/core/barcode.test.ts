import { describe, expect, test } from 'vitest';
import { barcodeOf } from './barcode.ts';

describe('what a barcode says', () => {
  test.each([
    ['ean-13', '4006381333931', '04006381333931'],
    ['ean-8', '96385074', '00000096385074'],
    ['upc-a', '036000291452', '00036000291452'],
    ['upc-a', '0036000291452', '00036000291452'], // some readers put a zero in front
  ] as const)('%s %s is %s', (format, text, gtin) => {
    expect(barcodeOf(format, text)).toEqual({ digits: text, gtin });
  });

  test.each([
    ['01234531', '00012300000451'],
    ['04252614', '00042100005264'],
    ['01201303', '00012000000133'],
    ['01234747', '00012340000077'],
    ['06543217', '00065100004327'],
    ['01234565', '00012345000065'],
  ] as const)('upc-e %s stands for %s', (text, gtin) => {
    expect(barcodeOf('upc-e', text)?.gtin).toBe(gtin);
  });

  test.each([
    ['ean-13', '4006381333932'],
    ['ean-13', 'https://example.org'],
    ['upc-e', '91234565'],
    ['ean-8', ''],
  ] as const)('%s %s is no item number', (format, text) => {
    expect(barcodeOf(format, text)).toBeNull();
  });
});
