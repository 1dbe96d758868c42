/** GET /v1/products/:id/picture?width= : the product's picture from the catalogue's own store. */

import { Type } from '@fastify/type-provider-typebox';
import { PICTURE_WIDTHS } from '#core/search-protocol.ts';
import type { App, Deps } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { CATALOGUE_ERRORS, errorAnswers } from '../openapi/errors.ts';
import { pictureStore } from '../picture-store.ts';
import { fileAnswer, NOT_CHANGED, ProductParams } from '../schemas.ts';
import { productOf } from './product.ts';

const YEAR_SECONDS = 365 * 24 * 3600;
/** Without a version in the address a picture may change behind it. */
const HOUR_SECONDS = 3600;

type Width = (typeof PICTURE_WIDTHS)[number];
const Query = Type.Object(
  {
    width: Type.Optional(
      Type.Unsafe<Width>({
        type: 'integer',
        enum: [...PICTURE_WIDTHS],
        default: 320,
        examples: [320],
        description: 'Pixels',
      }),
    ),
    v: Type.Optional(
      Type.String({
        examples: ['1b4f0e9851971998e732078544c96b36'],
        description: 'Version of the picture: may then be kept for ever',
      }),
    ),
  },
  { additionalProperties: false },
);

export function pictureRoute(app: App, { index, folder }: Deps): void {
  const store = pictureStore(folder);
  app.get(
    '/v1/products/:id/picture',
    {
      schema: {
        tags: ['products' satisfies Tag],
        summary: "A product's picture as WebP",
        params: ProductParams,
        querystring: Query,
        response: {
          200: fileAnswer('image/webp', 'The picture'),
          304: NOT_CHANGED,
          ...errorAnswers('QUERY_INVALID', 'PRODUCT_UNKNOWN', 'PICTURE_MISSING', ...CATALOGUE_ERRORS),
        },
      },
    },
    async (request, reply) => {
      const { width = 320, v } = request.query;
      const { picture } = await productOf(index, request.params.id);
      const version = picture.replace(/\.\w+$/, '').slice(0, 32); // the store names pictures by their content
      const etag = `"${version}-${width}"`;
      const keep = v === version ? `public, max-age=${YEAR_SECONDS}, immutable` : `public, max-age=${HOUR_SECONDS}`;
      void reply.headers({ etag, 'cache-control': keep });
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(null);
      const bytes = await store.read(picture, width);
      return reply.type('image/webp').send(bytes);
    },
  );
}
