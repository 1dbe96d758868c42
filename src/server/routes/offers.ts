/** GET /v1/products/:id/offers: what every seller asks for the same item. */

import { DEPTH_MAX, type ProductsResponse } from '#core/search-protocol.ts';
import type { IndexDocument } from '#search/vector-index.ts';
import type { App, Deps, ServedIndex } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { CATALOGUE_ERRORS, errorAnswers } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import { limited } from '../rate.ts';
import { ProductParams, ProductsAnswer } from '../schemas.ts';
import { productOf, toProductResponse } from './product.ts';

/** Sorts after every currency. */
const LAST = 'ZZZZ';

/** Cheapest first, each currency by itself; the currency of the product asked for comes first, no price last. */
function cheapestFirst({ product: { price } }: IndexDocument) {
  const foreign = ({ product }: IndexDocument) => {
    if (!product.price) return LAST;
    return product.price.currency === price?.currency ? '' : product.price.currency;
  };
  return (a: IndexDocument, b: IndexDocument) =>
    foreign(a).localeCompare(foreign(b)) || (a.product.price?.amount ?? 0) - (b.product.price?.amount ?? 0);
}

/** The document and the others of its group, in no particular order: exact, also in an index made before groups had a field. */
async function offersOf(index: ServedIndex, document: IndexDocument): Promise<IndexDocument[]> {
  const { group, id } = document.product;
  if (group === null) return [document];
  const members = await index.inGroups([group], {});
  return [document, ...members.filter(({ product }) => product.id !== id)];
}

export function offersRoute(app: App, shop: Deps): void {
  app.get(
    '/v1/products/:id/offers',
    {
      config: limited(shop.config),
      schema: {
        tags: ['products' satisfies Tag],
        summary: 'Every offer of the same item',
        description: `Cheapest first, this product included, at most ${DEPTH_MAX}; other currencies follow after its own.`,
        params: ProductParams,
        response: {
          200: shown(ProductsAnswer, 'products'),
          ...errorAnswers('PRODUCT_UNKNOWN', 'RATE_LIMITED', ...CATALOGUE_ERRORS),
        },
      },
    },
    async (request, reply): Promise<ProductsResponse> => {
      const document = await productOf(shop.index, request.params.id);
      const offers = await offersOf(shop.index, document);
      void reply.header('cache-control', 'no-cache');
      return {
        products: offers
          .sort(cheapestFirst(document))
          .slice(0, DEPTH_MAX)
          .map((offer) => toProductResponse(shop, offer)),
      };
    },
  );
}
