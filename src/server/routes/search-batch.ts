/** POST /v1/search/batch: several boxes of one photo in one request. */

import { Type } from '@fastify/type-provider-typebox';
import { TongkuanError } from '#core/errors.ts';
import { BATCH_MAX, type BatchItem, type BatchResponse } from '#core/search-protocol.ts';
import { type QuantisedVector, VECTOR_BYTES } from '#core/vector.ts';
import type { App, Deps } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { CATALOGUE_ERRORS, errorAnswers } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import type { SearchLimit } from '../rate.ts';
import { BatchAnswer } from '../schemas.ts';
import { answer } from '../search/answer.ts';
import { HOW_FOUND } from '../search/described.ts';
import { SearchParameters, type Wishes, wishesOf } from '../search/query.ts';
import { VECTOR_TYPE, vectorOrError, vectorsIn } from '../search/vector-body.ts';
import type { ServedCatalogue, Summary } from '../served-catalogue.ts';

/** A little more than the most vectors is told as a wrong length; a photo is not even read. */
const BODY_LIMIT_BYTES = BATCH_MAX * VECTOR_BYTES + 1024;
/** A cursor belongs to one vector. */
const Parameters = Type.Omit(SearchParameters, ['cursor']);

async function itemOf(
  shop: Deps,
  served: Summary,
  wishes: Wishes,
  vector: QuantisedVector | TongkuanError,
): Promise<BatchItem> {
  if (vector instanceof TongkuanError) return { answer: null, error: vector.toJSON() };
  return { answer: await answer(shop, served, { ...wishes, vector: vector.components }), error: null };
}

export function searchBatchRoute(app: App, shop: Deps, catalogue: ServedCatalogue, limit: SearchLimit): void {
  app.post(
    '/v1/search/batch',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      schema: {
        tags: ['search' satisfies Tag],
        summary: 'Several searches at once',
        description:
          `The body is 1 to ${BATCH_MAX} vectors of 144 bytes, one after the other; they share the parameters. Results come in ` +
          `their order, each an answer or the error of this vector. Each counts as a search against the limit. ${HOW_FOUND}`,
        consumes: [VECTOR_TYPE],
        querystring: Parameters,
        body: { content: { [VECTOR_TYPE]: { schema: Type.Any({ description: 'n × 144 bytes' }) } } },
        response: {
          200: shown(BatchAnswer, 'batch'),
          ...errorAnswers(
            'VECTOR_LENGTH',
            'BODY_TYPE',
            'BODY_TOO_LARGE',
            'QUERY_INVALID',
            'CATEGORY_UNKNOWN',
            'RATE_LIMITED',
            ...CATALOGUE_ERRORS,
          ),
        },
      },
    },
    async (request, reply): Promise<BatchResponse> => {
      const bodies = vectorsIn(request.body, request.headers['content-type'], BATCH_MAX);
      await limit(request, reply, bodies.length);
      const wishes = wishesOf(request.query);
      const served = await catalogue.summary();
      void reply.header('cache-control', 'no-store');
      const vectors = bodies.map((bytes) => vectorOrError(served, bytes));
      return { results: await Promise.all(vectors.map((vector) => itemOf(shop, served, wishes, vector))) };
    },
  );
}
