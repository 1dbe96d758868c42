/** Searches the packs on this device and answers as the shop would. */
import { decodePack } from '#core/pack-format.ts';
import { type GtinTable, gtinTable } from '#core/pack-gtins.ts';
import type { PictureTable } from '#core/pack-pictures.ts';
import { type OpenPack, openPack, type PackHit, searchPacks } from '#core/pack-search.ts';
import type { ProductResponse, SearchHit, SearchQuery } from '#core/search-protocol.ts';
import { decodeVector } from '#core/vector.ts';
import { type DownloadDeps, fileOf, pictureTable, wholeFile } from './downloads.ts';
import type { KeptPack, PackGtinsAnswer, PackSearchAnswer } from './types.ts';

/** A transparent point: the card's own ground shows. */
const NO_PICTURE = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

interface Opened extends OpenPack {
  readonly kept: KeptPack;
  readonly pictures: PictureTable | null;
  /** Made when a barcode is first looked up. */
  readonly gtins: () => GtinTable;
}

export class PackSearcher {
  /** Packs that were read: by category, until another version comes. */
  readonly #opened = new Map<number, Promise<Opened>>();
  readonly #deps: Pick<DownloadDeps, 'store'>;

  constructor(deps: Pick<DownloadDeps, 'store'>) {
    this.#deps = deps;
  }

  /** @param bytes 144 bytes. @throws PACK_CORRUPT, STORAGE_FAILED, VECTOR_… */
  async search(bytes: Uint8Array, query: SearchQuery): Promise<PackSearchAnswer> {
    const { components, modelKey } = decodeVector(bytes);
    const kept = (await this.#deps.store.packs()).filter(({ deleted }) => !deleted);
    const { category = [] } = query;
    const wanted = kept.filter((pack) => category.length === 0 || category.includes(pack.category));
    if (wanted.length === 0) return kept.length === 0 ? 'no-pack' : 'other-category';
    if (wanted.every((pack) => pack.modelKey !== modelKey)) return 'other-model';
    const packs = await Promise.all(kept.filter((pack) => pack.modelKey === modelKey).map((pack) => this.#open(pack)));
    const start = performance.now();
    const { hits, ...rest } = searchPacks(packs, components, query);
    const tookMs = Math.round((performance.now() - start) * 10) / 10;
    const shown = await Promise.all(hits.map((hit) => this.#hit(packs, hit)));
    const asOf = Math.min(...packs.map((pack) => pack.kept.asOf));
    return { response: { ...rest, hits: shown, modelKey, tookMs }, asOf };
  }

  /** Products of all packs, of whatever model, with any of these GTINs. @throws PACK_CORRUPT, STORAGE_FAILED */
  async withGtins(gtins: readonly string[]): Promise<PackGtinsAnswer> {
    const kept = (await this.#deps.store.packs()).filter(({ deleted }) => !deleted);
    if (kept.length === 0) return null;
    const packs = await Promise.all(kept.map((pack) => this.#open(pack)));
    const found = packs.flatMap((from) =>
      gtins.flatMap((gtin) => from.gtins().get(gtin) ?? []).map((at) => ({ from, at })),
    );
    const products = await Promise.all(
      found.map(async ({ from, at }): Promise<ProductResponse> => {
        return { product: from.pack.product(at), picture: await this.#picture(from, at) };
      }),
    );
    const price = ({ product }: ProductResponse) => product.price?.amount ?? Number.MAX_VALUE;
    products.sort((a, b) => price(a) - price(b));
    return { products, asOf: Math.min(...packs.map((pack) => pack.kept.asOf)) };
  }

  /** Frees the memory of packs that are no longer there. */
  forget(): void {
    this.#opened.clear();
  }

  async #open(kept: KeptPack): Promise<Opened> {
    const before = await this.#opened.get(kept.category)?.catch(() => undefined);
    const same = before?.kept.version === kept.version && before.kept.pictureBytes === kept.pictureBytes;
    if (before && same) return { ...before, kept };
    const opening = this.#read(kept);
    this.#opened.set(kept.category, opening);
    return opening;
  }

  async #read(kept: KeptPack): Promise<Opened> {
    const file = await wholeFile(this.#deps, fileOf(kept.category, kept.version, 'pack'));
    const pictures = kept.pictureBytes > 0 ? await pictureTable(this.#deps, kept) : null;
    const pack = decodePack(file);
    let gtins: GtinTable | undefined;
    return { ...openPack(pack), kept, pictures, gtins: () => (gtins ??= gtinTable(pack)) };
  }

  async #hit(packs: readonly Opened[], { pack, at, similarity, offers }: PackHit): Promise<SearchHit> {
    const from = packs[pack] as Opened;
    const hit = { product: from.pack.product(at), similarity, picture: await this.#picture(from, at) };
    return offers === undefined ? hit : { ...hit, offers };
  }

  /** As a data: address, which needs no looking after. */
  async #picture({ kept, pictures }: Opened, at: number): Promise<string> {
    if (!pictures) return NO_PICTURE;
    const [begin, end] = [pictures.starts[at] ?? 0, pictures.starts[at + 1] ?? 0];
    if (begin === end) return NO_PICTURE;
    const file = fileOf(kept.category, kept.version, 'pictures');
    const bytes = await this.#deps.store.read(file, pictures.start + begin, pictures.start + end);
    return `data:image/webp;base64,${btoa(String.fromCharCode(...bytes))}`;
  }
}
