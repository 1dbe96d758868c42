import type { BarcodesState } from '#app/barcodes.ts';
import type { Barcode } from '#core/barcode.ts';
import type { ProductResponse } from '#core/search-protocol.ts';

/** The products that carry this number, cheapest first; none while nothing is known. */
export function productsOf({ gtin }: Barcode, { answer }: BarcodesState): readonly ProductResponse[] {
  return answer?.products.filter(({ product }) => product.gtin === gtin) ?? [];
}
