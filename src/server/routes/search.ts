/** POST /v1/search: 144 bytes in, products of the same style out. */
import { Type } from '@fastify/type-provider-typebox';
import { TongkuanError } from '#core/errors.ts';
import type { SearchResponse } from '#core/search-protocol.ts';
import { decodeVector } from '#core/vector.ts';
import type { App, Deps } from '../deps.ts';
import { limited } from '../rate.ts';
import { ERROR_ANSWERS, SearchAnswer } from '../schemas.ts';
import { answer } from '../search/answer.ts';
import { HOW_FOUND } from '../search/described.ts';
import { SearchParameters, wishesOf } from '../search/query.ts';
import type { ServedCatalogue } from '../served-catalogue.ts';

/** A vector has 144 bytes; a little more is told as a wrong length, a photo is not even read. */
const BODY_LIMIT_BYTES = 1024;
const VECTOR_TYPE = 'application/octet-stream';

/** @throws BODY_TYPE, VECTOR_LENGTH, VECTOR_MAGIC, VECTOR_TYPE, VECTOR_ZERO */
function vectorOf(body: unknown, contentType: string | undefined) {
  if (!contentType?.startsWith(VECTOR_TYPE)) throw new TongkuanError('BODY_TYPE');
  return decodeVector(Buffer.isBuffer(body) ? body : new Uint8Array());
}

export function searchRoute(app: App, shop: Deps, catalogue: ServedCatalogue): void {
  app.post(
    '/v1/search',
    {
      bodyLimit: BODY_LIMIT_BYTES,
      config: limited(shop.config),
      schema: {
        summary: 'Products of the same style',
        description: `The body is the vector: exactly 144 bytes (16-byte header, 128 int8). ${HOW_FOUND}`,
        consumes: [VECTOR_TYPE],
        querystring: SearchParameters,
        body: { content: { [VECTOR_TYPE]: { schema: Type.Any({ description: 'exactly 144 bytes' }) } } },
        response: { 200: SearchAnswer, ...ERROR_ANSWERS },
      },
    },
    async (request, reply): Promise<SearchResponse> => {
      const { components, modelKey } = vectorOf(request.body, request.headers['content-type']);
      const wishes = wishesOf(request.query);
      const served = await catalogue.summary();
      if (served.modelKey !== modelKey) {
        throw new TongkuanError('MODEL_MISMATCH', { index: served.modelKey, vector: modelKey });
      }
      void reply.header('cache-control', 'no-store');
      return answer(shop, served, { ...wishes, vector: components });
    },
  );
}
