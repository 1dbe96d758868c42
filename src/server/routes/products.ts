/** GET /v1/products?id=&id=: several products at once, for lists a shopper keeps. */

import { Type } from '@fastify/type-provider-typebox';
import { PRODUCTS_MAX, type ProductsResponse } from '#core/search-protocol.ts';
import type { App, Deps } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { CATALOGUE_ERRORS, errorAnswers } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import { limited } from '../rate.ts';
import { ProductsAnswer } from '../schemas.ts';
import { toProductResponse } from './product.ts';

const Query = Type.Object(
  {
    id: Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      maxItems: PRODUCTS_MAX,
      examples: [['sku-1', 'sku-2']],
      description: `Product ids; repeated for each, at most ${PRODUCTS_MAX}`,
    }),
  },
  { additionalProperties: false },
);

export function productsRoute(app: App, shop: Deps): void {
  app.get(
    '/v1/products',
    {
      config: limited(shop.config),
      schema: {
        tags: ['products' satisfies Tag],
        summary: 'Several products',
        description: 'In the order asked, each once; unknown ids are left out.',
        querystring: Query,
        response: {
          200: shown(ProductsAnswer, 'products'),
          ...errorAnswers('QUERY_INVALID', 'RATE_LIMITED', ...CATALOGUE_ERRORS),
        },
      },
    },
    async (request, reply): Promise<ProductsResponse> => {
      const documents = await shop.index.get([...new Set(request.query.id)]);
      void reply.header('cache-control', 'no-cache');
      return { products: documents.map((document) => toProductResponse(shop, document)) };
    },
  );
}
