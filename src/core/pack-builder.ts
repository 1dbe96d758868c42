/** Writes travel packs; their layout is in `pack-format.ts`. */
import { ByteBuffer, concat, viewOf, writeHex, writeMagic } from './pack-bytes.ts';
import { PACK_HEADER_BYTES, PACK_MAGIC, type PackHead, type PackItem, PRICE_UNKNOWN } from './pack-format.ts';
import { VECTOR_DIM } from './vector.ts';

/** Collects the products of one category, which must come in the order of their ids. */
export class PackBuilder {
  count = 0;
  readonly #head: PackHead;
  readonly #vectors = new ByteBuffer();
  readonly #keys = new ByteBuffer();
  readonly #texts = new ByteBuffer();
  readonly #prices: number[] = [];
  readonly #starts: number[] = [0];
  readonly #places = new Map<string, number>();

  constructor(head: PackHead) {
    this.#head = head;
  }

  add({ product, vector, key }: PackItem): void {
    const { id, title, price, listPrice, seller, label, group, pageUrl, attributes, availability, gtin } = product;
    this.count++;
    this.#vectors.add(new Uint8Array(vector.buffer, vector.byteOffset, VECTOR_DIM));
    this.#keys.add(key);
    this.#prices.push(price?.amount ?? PRICE_UNKNOWN);
    const en = title.en === title.zh ? 0 : title.en;
    const said = [price && listPrice ? listPrice.amount : null, availability, gtin];
    const shared = [this.#place(price?.currency ?? null), this.#place(seller), this.#place(label)];
    this.#texts.addText(JSON.stringify([id, title.zh, en, ...shared, group, pageUrl, attributes, ...said]));
    this.#starts.push(this.#texts.length);
  }

  /** The file in pieces, in their order. */
  parts(): Uint8Array[] {
    const dictionary = new ByteBuffer();
    dictionary.addText(JSON.stringify([...this.#places.keys()]));
    const header = this.#header(dictionary.length);
    const prices = new Uint8Array(Float64Array.from(this.#prices).buffer);
    const starts = new Uint8Array(Uint32Array.from(this.#starts).buffer);
    return [header, this.#vectors.bytes(), this.#keys.bytes(), prices, starts, dictionary.bytes(), this.#texts.bytes()];
  }

  #header(dictionaryBytes: number): Uint8Array {
    const bytes = new Uint8Array(PACK_HEADER_BYTES);
    writeMagic(bytes, PACK_MAGIC);
    writeHex(bytes.subarray(8, 16), this.#head.modelKey);
    const numbers = [this.#head.category, this.count, VECTOR_DIM, dictionaryBytes, this.#texts.length];
    const view = viewOf(bytes);
    view.setUint32(4, PACK_HEADER_BYTES, true);
    numbers.forEach((number, i) => void view.setUint32(16 + 4 * i, number, true));
    return bytes;
  }

  #place(text: string | null): number {
    if (text === null) return -1;
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.#places.size);
    return this.#places.size - 1;
  }
}

/** The whole file at once; items in the order of their ids. */
export function encodePack(head: PackHead, items: Iterable<PackItem>): Uint8Array<ArrayBuffer> {
  const builder = new PackBuilder(head);
  for (const item of items) builder.add(item);
  return concat(builder.parts());
}
