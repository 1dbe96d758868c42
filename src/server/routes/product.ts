/** GET /v1/products/:id */

import { TongkuanError } from '#core/errors.ts';
import type { ProductResponse } from '#core/search-protocol.ts';
import type { IndexDocument } from '#search/vector-index.ts';
import type { App, Deps, ServedIndex, Shop } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { CATALOGUE_ERRORS, errorAnswers } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import { pictureUrl } from '../picture-url.ts';
import { ProductAnswer, ProductParams } from '../schemas.ts';

/** @throws PRODUCT_UNKNOWN, INDEX_MISSING */
export async function productOf(index: ServedIndex, id: string): Promise<IndexDocument> {
  const [document] = await index.get([id]);
  if (!document) throw new TongkuanError('PRODUCT_UNKNOWN', { id });
  return document;
}

export function toProductResponse({ base }: Shop, { product }: IndexDocument): ProductResponse {
  return { product, picture: pictureUrl(base, product.id) };
}

export function productRoute(app: App, shop: Deps): void {
  app.get(
    '/v1/products/:id',
    {
      schema: {
        tags: ['products' satisfies Tag],
        summary: 'One product',
        params: ProductParams,
        response: { 200: shown(ProductAnswer, 'product'), ...errorAnswers('PRODUCT_UNKNOWN', ...CATALOGUE_ERRORS) },
      },
    },
    async (request, reply): Promise<ProductResponse> => {
      const document = await productOf(shop.index, request.params.id);
      void reply.header('cache-control', 'no-cache');
      return toProductResponse(shop, document);
    },
  );
}
