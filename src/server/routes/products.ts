/** GET /v1/products?id=&id=: several products at once, for lists a shopper keeps. */
import { Type } from '@fastify/type-provider-typebox';
import { PRODUCTS_MAX, type ProductsResponse } from '#core/search-protocol.ts';
import type { App, Deps } from '../deps.ts';
import { limited } from '../rate.ts';
import { ERROR_ANSWERS, ProductsAnswer } from '../schemas.ts';
import { toProductResponse } from './product.ts';

const Query = Type.Object(
  {
    id: Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      maxItems: PRODUCTS_MAX,
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
        summary: 'Several products',
        description: 'In the order asked, each once; unknown ids are left out.',
        querystring: Query,
        response: { 200: ProductsAnswer, ...ERROR_ANSWERS },
      },
    },
    async (request, reply): Promise<ProductsResponse> => {
      const documents = await shop.index.get([...new Set(request.query.id)]);
      void reply.header('cache-control', 'no-cache');
      return { products: documents.map((document) => toProductResponse(shop, document)) };
    },
  );
}
