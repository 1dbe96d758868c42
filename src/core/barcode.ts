/** What barcodes of retail goods say (GS1 General Specifications, section 5.2), whoever reads the bars. */
import { gtin14 } from './gtin.ts';

/** The ones that carry an item number. */
export type BarcodeFormat = 'ean-13' | 'ean-8' | 'upc-a' | 'upc-e';

/** An item number that was read from a picture. */
export interface Barcode {
  /** As printed below the bars. */
  readonly digits: string;
  /** 14 digits. */
  readonly gtin: string;
}

/** The barcode reader in its worker, `Picture` being what it opens; both may throw a TongkuanError whose code survives the boundary. */
export interface BarcodeWorker<Picture> {
  /** Fetches what reading needs, so that it works without a network. @throws MODEL_FETCH, MODEL_CORRUPT, RUNTIME_UNAVAILABLE */
  prepare(): Promise<void>;
  /** All item numbers in a picture, each once. @throws as `prepare`, PICTURE_…, RUNTIME_FAILED */
  read(picture: Picture): Promise<readonly Barcode[]>;
}

/** The item number of what was read, or null for what is none: a wrong check digit, another length. */
export function barcodeOf(format: BarcodeFormat, text: string): Barcode | null {
  const number = format === 'upc-e' ? upcA(text) : text;
  const gtin = number === null ? null : gtin14(number);
  return gtin === null ? null : { digits: text, gtin };
}

/** The 12 digits that the 8 of a UPC-E stand for: zeros were left out, and the last digit before the check digit says where. */
function upcA(text: string): string | null {
  const parts = /^([01])(\d)(\d)(\d)(\d)(\d)(\d)(\d)$/.exec(text);
  if (!parts) return null;
  const [, system, a, b, c, d, e, how, check] = parts;
  return `${system}${maker()}${check}`;

  function maker(): string {
    if (how === '0' || how === '1' || how === '2') return `${a}${b}${how}0000${c}${d}${e}`;
    if (how === '3') return `${a}${b}${c}00000${d}${e}`;
    if (how === '4') return `${a}${b}${c}${d}00000${e}`;
    return `${a}${b}${c}${d}${e}0000${how}`;
  }
}
