/** /v1/manage/…: products put and deleted by the shop's own systems, with a key. */
import type { FastifyRequest } from 'fastify';
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
import { perMinute } from '../rate.ts';
import { CatalogueStatsAnswer, ERROR_ANSWERS, StoredProductAnswer } from '../schemas.ts';
import type { ServedCatalogue } from '../served-catalogue.ts';
import { productOf } from './product.ts';

/** A picture of 20 MB as base64, and what is said of it. */
const PUT_LIMIT_BYTES = 28_000_000;
const BATCH_LIMIT_BYTES = 64_000_000;
/** A shop's own systems; each request waits for the disk. */
const PER_MINUTE = 600;

const config = perMinute(PER_MINUTE);
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
  /** Before the body is read, and before requests are counted: each key has an allowance of its own. */
  const needs = (scope: KeyScope) => async (request: FastifyRequest) => {
    request.keyId = await keys.check(request.headers.authorization, scope);
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
        onRequest: needs('read'),
        schema: {
          summary: 'What the catalogue holds',
          security,
          response: { 200: CatalogueStatsAnswer, ...ERROR_ANSWERS },
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
        onRequest: needs('read'),
        schema: {
          summary: 'One product as it is kept',
          security,
          params: ManagedParams,
          response: { 200: StoredProductAnswer, ...ERROR_ANSWERS },
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
        onRequest: needs('write'),
        schema: {
          summary: 'Insert or overwrite a product',
          description:
            `With a picture (it is looked at, unless a vector is sent, too), with a vector only, or, for a product that is there, ` +
            `with neither: both then stay as they are. ${KEPT}`,
          security,
          consumes: ['application/json', MULTIPART],
          params: ManagedParams,
          body: PutBody,
          response: { 200: ManagedItemAnswer, 201: ManagedItemAnswer, ...ERROR_ANSWERS },
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
        onRequest: needs('write'),
        schema: {
          summary: 'Delete a product',
          description: 'Once acknowledged no search shows it.',
          security,
          params: ManagedParams,
          response: { 200: ManagedItemAnswer, ...ERROR_ANSWERS },
        },
      },
      async ({ params: { id } }): Promise<ManagedItem> => single(await apply([{ op: 'delete', id }]), id),
    );
    scope.post(
      '/v1/manage/products::batch',
      {
        config,
        bodyLimit: BATCH_LIMIT_BYTES,
        onRequest: needs('write'),
        schema: {
          summary: 'Put and delete several products',
          description: `In the order asked, each with what became of it; one that is refused does not stop the others. ${KEPT}`,
          security,
          body: BatchBody,
          response: { 200: ManagedAnswer, ...ERROR_ANSWERS },
        },
      },
      async (request): Promise<ManagedResponse> => {
        checkIds(request.body.operations);
        return { results: await apply(request.body.operations.map(toOperation)) };
      },
    );
  });
}
