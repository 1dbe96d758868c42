/** Travel packs: GET /v1/packs lists them, /v1/packs/:category(/pictures) are files, …/changes differences. */

import { join } from 'node:path';
import { Type } from '@fastify/type-provider-typebox';
import type { PackListing } from '#core/search-protocol.ts';
import type { App, Deps } from '../deps.ts';
import type { Tag } from '../openapi/document.ts';
import { CATALOGUE_ERRORS, errorAnswers } from '../openapi/errors.ts';
import { shown } from '../openapi/examples.ts';
import { travelPacks } from '../packs/travel-packs.ts';
import { pictureStore } from '../picture-store.ts';
import { fileAnswer, NOT_CHANGED, PacksAnswer } from '../schemas.ts';
import { sendFile } from '../send-file.ts';

/** A shopper makes a handful of requests for a pack, also when it is resumed often. */
const PER_MINUTE = 240;
const limited = { rateLimit: { max: PER_MINUTE, timeWindow: '1 minute' } };
/** Numbers and pictures hardly shrink, and parts of a compressed file are parts of nothing. */
const asItLies = { config: limited, compress: false } as const;

const Category = Type.Object(
  { category: Type.Integer({ minimum: 0, examples: [4], description: 'Category id of the taxonomy' }) },
  { additionalProperties: false },
);
const Since = Type.Object(
  {
    from: Type.String({
      pattern: '^[0-9a-f]{32}$',
      examples: ['0123456789abcdef0123456789abcdef'],
      description: 'Version at hand',
    }),
    pictures: Type.Optional(
      Type.Boolean({ default: false, examples: [true], description: 'Also the small pictures of what changed' }),
    ),
  },
  { additionalProperties: false },
);
const FILE_ERRORS = [
  'QUERY_INVALID',
  'PACK_UNKNOWN',
  'PACK_PREPARING',
  'RANGE_INVALID',
  'RATE_LIMITED',
  ...CATALOGUE_ERRORS,
] as const;
const FILE = {
  200: fileAnswer('application/octet-stream', 'The file'),
  206: fileAnswer('application/octet-stream', 'A part of it'),
  304: NOT_CHANGED,
  ...errorAnswers(...FILE_ERRORS),
};
const RANGES = 'ETag, Range and If-Range are understood.';

export function packRoutes(app: App, { index, folder }: Deps): void {
  const packs = travelPacks({ index, pictures: pictureStore(folder), folder: join(folder, 'packs') });
  app.addHook('onClose', () => packs.close());

  app.get(
    '/v1/packs',
    {
      config: limited,
      schema: {
        tags: ['packs' satisfies Tag],
        summary: 'Travel packs: the products of a category for searches without a network',
        description: '`version` names the content of a pack. `pictureBytes` is null while its pictures are being made.',
        response: { 200: shown(PacksAnswer, 'packs'), ...errorAnswers('RATE_LIMITED', ...CATALOGUE_ERRORS) },
      },
    },
    (_, reply): Promise<PackListing> => {
      void reply.header('cache-control', 'no-cache');
      return packs.listing();
    },
  );
  app.get(
    '/v1/packs/:category',
    {
      ...asItLies,
      schema: {
        tags: ['packs' satisfies Tag],
        summary: 'A travel pack',
        description: `${RANGES} Layout: docs/packs.md.`,
        params: Category,
        response: FILE,
      },
    },
    async (request, reply) => sendFile(request, reply, await packs.file(request.params.category, 'pack')),
  );
  app.get(
    '/v1/packs/:category/pictures',
    {
      ...asItLies,
      schema: {
        tags: ['packs' satisfies Tag],
        summary: "The small pictures of a travel pack's products",
        description: RANGES,
        params: Category,
        response: FILE,
      },
    },
    async (request, reply) => sendFile(request, reply, await packs.file(request.params.category, 'pictures')),
  );
  app.get(
    '/v1/packs/:category/changes',
    {
      ...asItLies,
      schema: {
        tags: ['packs' satisfies Tag],
        summary: 'What changed since a version of a travel pack',
        description: `${RANGES} PACK_VERSION_UNKNOWN: the whole pack must be fetched.`,
        params: Category,
        querystring: Since,
        response: { ...FILE, ...errorAnswers(...FILE_ERRORS, 'PACK_VERSION_UNKNOWN') },
      },
    },
    async (request, reply) => {
      const { from, pictures: withPictures = false } = request.query;
      return sendFile(request, reply, await packs.changes(request.params.category, from, withPictures));
    },
  );
}
