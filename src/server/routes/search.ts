/** POST /v1/search: 144 bytes in, products of the same style out. */

import { Type } from '@fastify/type-provider-typebox';
import type { SearchResponse } from '#core/search-protocol.ts';
import type { App, Deps } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { errorAnswers, SEARCH_ERRORS, VECTOR_ERRORS } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import type { SearchLimit } from '../rate.ts';
import { SearchAnswer } from '../schemas.ts';
import { answer } from '../search/answer.ts';
import { HOW_FOUND } from '../search/described.ts';
import { SearchParameters, wishesOf } from '../search/query.ts';
import { VECTOR_TYPE, vectorFor, vectorsIn } from '../search/vector-body.ts';
import type { ServedCatalogue } from '../served-catalogue.ts';

/** A vector has 144 bytes; a little more is told as a wrong length, a photo is not even read. */
const BODY_LIMIT_BYTES = 1024;

export function searchRoute(app: App, shop: Deps, catalogue: ServedCatalogue, limit: SearchLimit): void {
  app.post(
    '/v1/search',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      onRequest: (request, reply) => limit(request, reply, 1),
      schema: {
        tags: ['search' satisfies Tag],
        summary: 'Products of the same style',
        description: `The body is the vector: exactly 144 bytes (16-byte header, 128 int8). ${HOW_FOUND}`,
        consumes: [VECTOR_TYPE],
        querystring: SearchParameters,
        body: { content: { [VECTOR_TYPE]: { schema: Type.Any({ description: 'exactly 144 bytes' }) } } },
        response: {
          200: shown(SearchAnswer, 'search'),
          ...errorAnswers(...VECTOR_ERRORS, 'BODY_TYPE', 'BODY_TOO_LARGE', ...SEARCH_ERRORS),
        },
      },
    },
    async (request, reply): Promise<SearchResponse> => {
      const [bytes = new Uint8Array()] = vectorsIn(request.body, request.headers['content-type'], 1);
      const wishes = wishesOf(request.query);
      const served = await catalogue.summary();
      const { components } = vectorFor(served, bytes);
      void reply.header('cache-control', 'no-store');
      return answer(shop, served, { ...wishes, vector: components });
    },
  );
}
