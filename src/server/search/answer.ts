/** The answer to a search: the page that is asked for, and the cursor of the next. */
import { TongkuanError } from '#core/errors.ts';
import { DEPTH_MAX, type SearchResponse } from '#core/search-protocol.ts';
import type { Shop } from '../deps.ts';
import type { Summary } from '../served-catalogue.ts';
import { type CursorScope, decodeCursor, encodeCursor } from './cursor.ts';
import { find, type Search } from './find.ts';
import type { Page } from './query.ts';

/** @throws INDEX_MISSING, INDEX_BROKEN, CURSOR_EXPIRED, QUERY_INVALID */
export async function answer(shop: Shop, served: Summary, search: Search): Promise<SearchResponse> {
  const start = performance.now();
  const scope = scopeOf(served, search);
  const page = pageFrom(search, scope);
  const { index } = served;
  const found = await find({ ...shop, index }, served.stats, { ...search, page });
  const isContinued = search.cursor !== null;
  if (isContinued && (await index.generation()) !== served.generation) throw new TongkuanError('CURSOR_EXPIRED');
  const next = page.offset + page.limit;
  const tookMs = Math.round((performance.now() - start) * 10) / 10;
  return {
    ...found,
    cursor: next < Math.min(found.total, DEPTH_MAX) ? encodeCursor(scope, next) : null,
    modelKey: served.modelKey,
    tookMs,
  };
}

/** The page a cursor leads to, or the one that was asked for by its place. */
function pageFrom({ page, cursor }: Search, scope: CursorScope): Page {
  if (cursor === null) return page;
  const offset = decodeCursor(cursor, scope);
  return { ...page, offset, limit: Math.min(page.limit, DEPTH_MAX - offset) };
}

function scopeOf(
  { generation, modelKey }: Summary,
  { vector, from, filter, page, grouped, words }: Search,
): CursorScope {
  const asked = from ? from.product.id : Buffer.from(vector.buffer, vector.byteOffset, vector.length).toString('hex');
  return {
    state: `${modelKey} ${generation}`,
    question: JSON.stringify([asked, filter, page.sort, grouped, words]),
  };
}
