/** Searches the packs on this device and answers as the shop would. */
import { decodePack } from '#core/pack-format.ts';
import { openPack, type PackHit, type PackPlace, searchPacks } from '#core/pack-search.ts';
import { groupTable, gtinTable } from '#core/pack-tables.ts';
import type { ProductResponse, SearchHit, SearchQuery } from '#core/search-protocol.ts';
import { decodeVector } from '#core/vector.ts';
import { type DownloadDeps, fileOf, pictureTable, wholeFile } from './downloads.ts';
import { cheapestFirst, findProduct, type Opened, offersOf, oldest, once } from './opened.ts';
import type { KeptPack, PackProducts, PackSearchAnswer } from './types.ts';

/** A transparent point: the card's own ground shows. */
const NO_PICTURE = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

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
    const kept = await this.#kept();
    const { category = [] } = query;
    const wanted = kept.filter((pack) => category.length === 0 || category.includes(pack.category));
    if (wanted.length === 0) return kept.length === 0 ? 'no-pack' : 'other-category';
    if (wanted.every((pack) => pack.modelKey !== modelKey)) return 'other-model';
    const packs = await this.#openAll(kept.filter((pack) => pack.modelKey === modelKey));
    return this.#answer(packs, components, query);
  }

  /** Near a product's own vector, without itself and other offers of it. @throws PACK_CORRUPT, STORAGE_FAILED */
  async similar(id: string, query: SearchQuery): Promise<PackSearchAnswer> {
    const all = await this.#openAll(await this.#kept());
    const own = findProduct(all, id);
    if (!own) return all.length === 0 ? 'no-pack' : 'other-category';
    const { vector } = own.from.pack.item(own.at);
    const packs = all.filter(({ pack }) => pack.modelKey === own.from.pack.modelKey);
    return this.#answer(packs, vector, query, offersOf(packs, own));
  }

  /** All offers of the same item, cheapest first; null where no pack holds it. @throws PACK_CORRUPT, STORAGE_FAILED */
  async offers(id: string): Promise<PackProducts> {
    const packs = await this.#openAll(await this.#kept());
    const own = findProduct(packs, id);
    if (!own) return null;
    const products = await Promise.all(
      offersOf(packs, own).map(({ pack, at }) => this.#product(packs[pack] as Opened, at)),
    );
    return { products: products.sort(cheapestFirst(own.product)), asOf: oldest(packs) };
  }

  /** Products of all packs, of whatever model, with any of these GTINs. @throws PACK_CORRUPT, STORAGE_FAILED */
  async withGtins(gtins: readonly string[]): Promise<PackProducts> {
    const packs = await this.#openAll(await this.#kept());
    if (packs.length === 0) return null;
    const found = packs.flatMap((from) =>
      gtins.flatMap((gtin) => from.gtins().get(gtin) ?? []).map((at) => ({ from, at })),
    );
    const products = await Promise.all(found.map(({ from, at }) => this.#product(from, at)));
    const price = ({ product }: ProductResponse) => product.price?.amount ?? Number.MAX_VALUE;
    products.sort((a, b) => price(a) - price(b));
    return { products, asOf: oldest(packs) };
  }

  /** Frees the memory of packs that are no longer there. */
  forget(): void {
    this.#opened.clear();
  }

  async #kept(): Promise<KeptPack[]> {
    return (await this.#deps.store.packs()).filter(({ deleted }) => !deleted);
  }

  #openAll(kept: readonly KeptPack[]): Promise<Opened[]> {
    return Promise.all(kept.map((pack) => this.#open(pack)));
  }

  async #answer(packs: readonly Opened[], vector: Int8Array, query: SearchQuery, itself: readonly PackPlace[] = []) {
    const start = performance.now();
    const { hits, ...rest } = searchPacks(packs, vector, query, itself);
    const tookMs = Math.round((performance.now() - start) * 10) / 10;
    const shown = await Promise.all(hits.map((hit) => this.#hit(packs, hit)));
    const modelKey = packs[0]?.pack.modelKey ?? '';
    return { response: { ...rest, hits: shown, modelKey, tookMs }, asOf: oldest(packs) };
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
    return {
      ...openPack(pack),
      kept,
      pictures,
      gtins: once(() => gtinTable(pack)),
      groups: once(() => groupTable(pack)),
    };
  }

  async #hit(packs: readonly Opened[], { pack, at, similarity, offers }: PackHit): Promise<SearchHit> {
    const hit = { ...(await this.#product(packs[pack] as Opened, at)), similarity };
    return offers === undefined ? hit : { ...hit, offers };
  }

  async #product(from: Opened, at: number): Promise<ProductResponse> {
    return { product: from.pack.product(at), picture: await this.#picture(from, at) };
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
