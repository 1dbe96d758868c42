/** Puts products that have neither GTIN nor group of their own together with one that looks and reads nearly the same. */

import { batches } from '#search/batches.ts';
import type { IndexDocument, VectorIndex } from '#search/vector-index.ts';
import { isSameItem } from './alike.ts';

/** Nearest products that are compared with each. */
const NEIGHBOURS = 8;
const BATCH = 256;

/** @param ids products that were written. @returns how many were put together with another */
export async function groupAlike(index: VectorIndex, ids: Iterable<string>): Promise<number> {
  let grouped = 0;
  for (const some of batches(ids, BATCH)) {
    const changed = new Map<string, IndexDocument>();
    for (const found of await index.get(some)) {
      const document = changed.get(found.product.id) ?? found;
      if (document.product.group !== null) continue;
      const partner = await partnerOf(index, document, changed);
      if (!partner) continue;
      const group = partner.product.group ?? `alike:${[document.product.id, partner.product.id].sort()[0]}`;
      for (const each of [document, partner]) changed.set(each.product.id, inGroup(each, group));
      grouped++;
    }
    if (changed.size > 0) await index.upsert([...changed.values()]);
  }
  return grouped;
}

function inGroup(document: IndexDocument, group: string): IndexDocument {
  return { ...document, product: { ...document.product, group } };
}

/** The nearest product that is the same item; as it is about to be written. */
async function partnerOf(
  index: VectorIndex,
  { product, vector }: IndexDocument,
  changed: ReadonlyMap<string, IndexDocument>,
) {
  const hits = await index.search(vector, { categories: [product.category] }, NEIGHBOURS);
  const hit = hits.find(
    ({ document, similarity }) =>
      document.product.id !== product.id && isSameItem(similarity, product.title, document.product.title),
  );
  if (!hit) return undefined;
  const { id } = hit.document.product;
  return changed.get(id) ?? (await index.get([id]))[0]; // hits come without their further pictures
}
