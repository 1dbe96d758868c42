/** /v1/manage/…: products put and deleted by the shop's own systems, with a key. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import { TongkuanError } from '#core/errors.ts';
import type { KeyScope } from '#core/keys.ts';
import type {
  CatalogueStatsResponse,
  ManagedItem,
  ManagedResponse,
  Operation,
  StoredProductResponse,
} from '#core/management.ts';
import { encodeVector } from '#core/vector.ts';
import type { App, Deps } from '../deps.ts';
import { takeJson } from '../json-body.ts';
import { keyRing } from '../manage/key-ring.ts';
import { fromMultipart, MULTIPART } from '../manage/multipart.ts';
import {
  BatchBody,
  checkIds,
  ManagedAnswer,
  ManagedItemAnswer,
  ManagedParams,
  PutBody,
  toOperation,
} from '../manage/schemas.ts';
import { catalogueWriter } from '../manage/writer.ts';
import type { Tag } from '../openapi/document.ts';
import { CATALOGUE_ERRORS, errorAnswers, VECTOR_ERRORS } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import { perMinute, searchLimit } from '../rate.ts';
import { CatalogueStatsAnswer, StoredProductAnswer } from '../schemas.ts';
import type { ServedCatalogue } from '../served-catalogue.ts';
import { productOf } from './product.ts';

/** A picture of 20 MB as base64, and what is said of it. */
const PUT_LIMIT_BYTES = 28_000_000;
const BATCH_LIMIT_BYTES = 64_000_000;
const KEY_ERRORS = ['KEY_INVALID', 'KEY_SCOPE', 'RATE_LIMITED'] as const;
const BODY_ERRORS = ['BODY_INVALID', 'BODY_TYPE', 'BODY_TOO_LARGE'] as const;
const WRITE_ERRORS = [...KEY_ERRORS, 'QUERY_INVALID', 'INDEX_BUSY', 'INDEX_BROKEN', 'WRITER_DOWN'] as const;
const PUT_ERRORS = [
  'PRODUCT_INVALID',
  'MODEL_MISMATCH',
  'PICTURE_UNREADABLE',
  'PICTURE_TOO_LARGE',
  'PICTURE_TOO_SMALL',
  ...VECTOR_ERRORS,
] as const;
const security = [{ key: [] }];
const KEPT = 'Acknowledged once it survives a crash; found by searches within seconds.';

/** The error of the one product that a request is about. @throws it, or PRODUCT_UNKNOWN */
function single([item]: readonly ManagedItem[], id: string): ManagedItem {
  if (!item) throw new TongkuanError('WRITER_DOWN');
  if (item.error) throw new TongkuanError(item.error.code, item.error.details);
  if (item.status === 'unknown') throw new TongkuanError('PRODUCT_UNKNOWN', { id });
  return item;
}

export function manageRoutes(app: App, shop: Deps, catalogue: ServedCatalogue): void {
  const keys = keyRing(shop.folder);
  const writer = catalogueWriter(shop.folder);
  app.addHook('onClose', () => writer.close());
  const { changesPerMinute } = shop.config;
  const config = perMinute(changesPerMinute);
  const allowance = searchLimit(app, { ...shop.config, searchesPerMinute: changesPerMinute });
  /** After the limit of the address, which counts wrong keys, too, and before the body is read: keys have an allowance of their own. */
  const needs = (scope: KeyScope) => async (request: FastifyRequest, reply: FastifyReply) => {
    request.keyId = await keys.check(request.headers.authorization, scope);
    await allowance(request, reply, 1);
  };
  const apply = (operations: readonly Operation[]) => writer.apply(operations);

  void app.register(async (scope: App) => {
    takeJson(scope);
    scope.addContentTypeParser(MULTIPART, { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer) =>
      fromMultipart(body, request.headers['content-type'] ?? ''),
    );
    scope.addHook('onSend', async (_, reply) => void reply.header('cache-control', 'no-store'));

    scope.get(
      '/v1/manage/stats',
      {
        config,
        preParsing: needs('read'),
        schema: {
          tags: ['manage' satisfies Tag],
          summary: 'What the catalogue holds',
          security,
          response: { 200: shown(CatalogueStatsAnswer, 'stats'), ...errorAnswers(...KEY_ERRORS, ...CATALOGUE_ERRORS) },
        },
      },
      async (): Promise<CatalogueStatsResponse> => {
        const { stats, modelKey } = await catalogue.summary();
        const { products, categories, structure } = stats;
        return { products, categories, structure, modelKey };
      },
    );
    scope.get(
      '/v1/manage/products/:id',
      {
        config,
        preParsing: needs('read'),
        schema: {
          tags: ['manage' satisfies Tag],
          summary: 'One product as it is kept',
          security,
          params: ManagedParams,
          response: {
            200: shown(StoredProductAnswer, 'stored'),
            ...errorAnswers(...KEY_ERRORS, 'QUERY_INVALID', 'PRODUCT_UNKNOWN', ...CATALOGUE_ERRORS),
          },
        },
      },
      async (request): Promise<StoredProductResponse> => {
        const { product, vector, picture } = await productOf(shop.index, request.params.id);
        const bytes = encodeVector({ modelKey: shop.index.modelKey, components: vector });
        return { product, vector: Buffer.from(bytes).toString('base64'), hasPicture: picture !== '' };
      },
    );
    scope.put(
      '/v1/manage/products/:id',
      {
        config,
        bodyLimit: PUT_LIMIT_BYTES,
        preParsing: needs('write'),
        schema: {
          tags: ['manage' satisfies Tag],
          summary: 'Insert or overwrite a product',
          description:
            `With a picture (it is looked at, unless a vector is sent, too), with a vector only, or, for a product that is there, ` +
            `with neither: both then stay as they are. ${KEPT}`,
          security,
          consumes: ['application/json', MULTIPART],
          params: ManagedParams,
          body: shown(PutBody, 'put'),
          response: {
            200: shown(ManagedItemAnswer, 'managedItem'),
            201: shown(ManagedItemAnswer, 'managedItem'),
            ...errorAnswers(...WRITE_ERRORS, ...BODY_ERRORS, ...PUT_ERRORS),
          },
        },
      },
      async (request, reply): Promise<ManagedItem> => {
        const { id } = request.params;
        const item = single(await apply([toOperation({ op: 'put', id, ...request.body })]), id);
        void reply.code(item.status === 'added' ? 201 : 200);
        return item;
      },
    );
    scope.delete(
      '/v1/manage/products/:id',
      {
        config,
        preParsing: needs('write'),
        schema: {
          tags: ['manage' satisfies Tag],
          summary: 'Delete a product',
          description: 'Once acknowledged no search shows it.',
          security,
          params: ManagedParams,
          response: {
            200: shown(ManagedItemAnswer, 'managedItem'),
            ...errorAnswers(...WRITE_ERRORS, 'PRODUCT_UNKNOWN'),
          },
        },
      },
      async ({ params: { id } }): Promise<ManagedItem> => single(await apply([{ op: 'delete', id }]), id),
    );
    scope.post(
      '/v1/manage/products::batch',
      {
        config,
        bodyLimit: BATCH_LIMIT_BYTES,
        preParsing: needs('write'),
        schema: {
          tags: ['manage' satisfies Tag],
          summary: 'Put and delete several products',
          description: `In the order asked, each with what became of it; one that is refused does not stop the others. ${KEPT}`,
          security,
          body: shown(BatchBody, 'operations'),
          response: { 200: shown(ManagedAnswer, 'managed'), ...errorAnswers(...WRITE_ERRORS, ...BODY_ERRORS) },
        },
      },
      async (request): Promise<ManagedResponse> => {
        checkIds(request.body.operations);
        return { results: await apply(request.body.operations.map(toOperation)) };
      },
    );
  });
}
