/** GET /v1/products?id=&gtin=: several products at once, for lists a shopper keeps and for barcodes. */
import { type Static, Type } from '@fastify/type-provider-typebox';
import { TongkuanError } from '#core/errors.ts';
import { gtin14 } from '#core/gtin.ts';
import { PRODUCTS_MAX, type ProductsResponse } from '#core/search-protocol.ts';
import type { IndexDocument } from '#search/vector-index.ts';
import type { App, Deps, ServedIndex } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { CATALOGUE_ERRORS, errorAnswers } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import { limited } from '../rate.ts';
import { ProductsAnswer } from '../schemas.ts';
import { toProductResponse } from './product.ts';

const names = (description: string, examples: string[][]) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      maxItems: PRODUCTS_MAX,
      description: `${description}; repeated for each, at most ${PRODUCTS_MAX}`,
      examples,
    }),
  );
const Query = Type.Object(
  {
    id: names('Product ids', [['sku-1', 'sku-2']]),
    gtin: names('Item numbers as a barcode has them (GTIN-8, UPC-A, EAN-13, GTIN-14), check digit included', [
      ['4006381333931'],
    ]),
  },
  { additionalProperties: false },
);

/** @throws QUERY_INVALID for a number that no barcode can hold */
function gtinOf(text: string): string {
  const gtin = gtin14(text);
  if (gtin === null) throw new TongkuanError('QUERY_INVALID', { parameter: 'gtin', reason: 'not an item number' });
  return gtin;
}

/** Cheapest first, no price last; equal ones by id, so that the order stays. */
function cheapestFirst({ product: a }: IndexDocument, { product: b }: IndexDocument): number {
  const [one, other] = [a.price?.amount ?? Number.MAX_VALUE, b.price?.amount ?? Number.MAX_VALUE];
  return one - other || (a.id < b.id ? -1 : 1);
}

/** @throws QUERY_INVALID when nothing is asked for */
async function found(index: ServedIndex, { id = [], gtin = [] }: Static<typeof Query>): Promise<IndexDocument[]> {
  if (id.length + gtin.length === 0)
    throw new TongkuanError('QUERY_INVALID', { parameter: 'id', reason: 'id or gtin is needed' });
  const gtins = [...new Set(gtin.map(gtinOf))];
  const named = id.length === 0 ? [] : await index.get([...new Set(id)]);
  const numbered = gtins.length === 0 ? [] : (await index.withGtins(gtins)).sort(cheapestFirst).slice(0, PRODUCTS_MAX);
  return [...new Map([...named, ...numbered].map((document) => [document.product.id, document])).values()];
}

export function productsRoute(app: App, shop: Deps): void {
  app.get(
    '/v1/products',
    {
      config: limited(shop.config),
      schema: {
        summary: 'Several products, by id or by the number of their barcode',
        description: 'Each once: those with an id in the order asked, then those with a number, cheapest first.',
        tags: ['products' satisfies Tag],
        querystring: Query,
        response: {
          200: shown(ProductsAnswer, 'products'),
          ...errorAnswers('QUERY_INVALID', 'RATE_LIMITED', ...CATALOGUE_ERRORS),
        },
      },
    },
    async (request, reply): Promise<ProductsResponse> => {
      const documents = await found(shop.index, request.query);
      void reply.header('cache-control', 'no-cache');
      return { products: documents.map((document) => toProductResponse(shop, document)) };
    },
  );
}
