/** What a snapshot answers without the products that were deleted since. */

import type { CategoryCount } from '#core/search-protocol.ts';
import type { Answering } from './asked-index.ts';
import type { IndexDocument, IndexFilter, IndexHit, IndexStats, NearFacts } from './vector-index.ts';
import type { Shelf } from './zvec-shelf.ts';

/** @param deleted ids */
export function living(shelf: Shelf, deleted: ReadonlySet<string>): Answering {
  return deleted.size === 0 ? shelf : new Living(shelf, deleted);
}

class Living implements Answering {
  readonly #shelf: Shelf;
  readonly #deleted: ReadonlySet<string>;

  constructor(shelf: Shelf, deleted: ReadonlySet<string>) {
    this.#shelf = shelf;
    this.#deleted = deleted;
  }

  search(vector: Int8Array, filter: IndexFilter, limit: number): Promise<IndexHit[]> {
    const ask = (most: number) => this.#shelf.search(vector, filter, most);
    return this.#enough(ask, ({ document }) => document.product.id, limit);
  }

  searchExactly(vector: Int8Array, limit: number): Promise<number[]> {
    return this.#shelf.searchExactly(vector, limit, this.#deleted);
  }

  nearestFacts(vector: Int8Array, filter: IndexFilter, limit: number): Promise<NearFacts[]> {
    const ask = (most: number) => this.#shelf.nearestFacts(vector, filter, most);
    return this.#enough(ask, ({ id }) => id, limit);
  }

  async countNear(vector: Int8Array, filter: IndexFilter, limit: number): Promise<number> {
    return (await this.nearestFacts(vector, filter, limit)).length;
  }

  get(ids: readonly string[]): IndexDocument[] {
    return this.#shelf.get(this.#living(ids));
  }

  async inGroups(groups: readonly string[], filter: IndexFilter): Promise<IndexDocument[]> {
    return this.#documents(await this.#shelf.inGroups(groups, filter));
  }

  async withGtins(gtins: readonly string[]): Promise<IndexDocument[]> {
    return this.#documents(await this.#shelf.withGtins(gtins));
  }

  contentHashes(ids: readonly string[]): Map<string, string> {
    return this.#shelf.contentHashes(this.#living(ids));
  }

  ids(): string[] {
    return this.#living(this.#shelf.ids());
  }

  stats(): IndexStats {
    const all = this.#shelf.stats();
    const gone = this.#shelf.get([...this.#deleted]);
    return { ...all, products: all.products - gone.length, categories: without(all.categories, gone) };
  }

  async verify() {
    return this.#shelf.verify().filter(({ id }) => !this.#deleted.has(id));
  }

  #living(ids: readonly string[]): string[] {
    return ids.filter((id) => !this.#deleted.has(id));
  }

  #documents(documents: readonly IndexDocument[]): IndexDocument[] {
    return documents.filter(({ product }) => !this.#deleted.has(product.id));
  }

  /** Asks for more only where a deleted product was among the nearest. */
  async #enough<T>(ask: (most: number) => Promise<T[]>, idOf: (found: T) => string, limit: number): Promise<T[]> {
    const isLiving = (found: T) => !this.#deleted.has(idOf(found));
    const first = await ask(limit);
    const kept = first.filter(isLiving);
    if (kept.length === first.length || first.length < limit) return kept;
    return (await ask(limit + this.#deleted.size)).filter(isLiving).slice(0, limit);
  }
}

function without(counts: readonly CategoryCount[], gone: readonly IndexDocument[]): CategoryCount[] {
  const fewer = new Map<number, number>();
  for (const { product } of gone) fewer.set(product.category, (fewer.get(product.category) ?? 0) + 1);
  return counts
    .map((each) => ({ ...each, count: each.count - (fewer.get(each.category) ?? 0) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.category - b.category);
}
