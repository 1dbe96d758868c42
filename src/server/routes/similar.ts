/** GET /v1/products/:id/similar: products of the same style as a known one, by the vector the index keeps of it. */

import type { SearchResponse } from '#core/search-protocol.ts';
import type { App, Deps } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { errorAnswers, SEARCH_ERRORS } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import { limited } from '../rate.ts';
import { ProductParams, SearchAnswer } from '../schemas.ts';
import { answer } from '../search/answer.ts';
import { HOW_FOUND } from '../search/described.ts';
import { SearchParameters, wishesOf } from '../search/query.ts';
import type { ServedCatalogue } from '../served-catalogue.ts';
import { productOf } from './product.ts';

export function similarRoute(app: App, shop: Deps, catalogue: ServedCatalogue): void {
  app.get(
    '/v1/products/:id/similar',
    {
      config: limited(shop.config),
      schema: {
        tags: ['search' satisfies Tag],
        summary: 'Products of the same style as this one',
        description: `Never the product itself and, with \`group=offers\`, no other offer of it either. ${HOW_FOUND}`,
        params: ProductParams,
        querystring: SearchParameters,
        response: { 200: shown(SearchAnswer, 'search'), ...errorAnswers('PRODUCT_UNKNOWN', ...SEARCH_ERRORS) },
      },
    },
    async (request, reply): Promise<SearchResponse> => {
      const wishes = wishesOf(request.query);
      const served = await catalogue.summary();
      const from = await productOf(shop.index, request.params.id);
      void reply.header('cache-control', 'no-store');
      return answer(shop, served, { ...wishes, vector: from.vector, from });
    },
  );
}
