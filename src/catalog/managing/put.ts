/** One product that is put → its document. With a picture it goes the way of a feed's row. */
import { TongkuanError } from '#core/errors.ts';
import type { PutOperation } from '#core/management.ts';
import { decodeVector } from '#core/vector.ts';
import type { IndexDocument, VectorIndex } from '#search/vector-index.ts';
import { decodePicture } from '#vision/node/decode.ts';
import type { NodeVision } from '#vision/node/vision.ts';
import type { FeedRecord } from '../feed/record.ts';
import { documentOf, recordHash, type SeenPicture, sha256, splitHash } from '../importing/document.ts';
import { lookAt } from '../importing/looking.ts';
import { prepare } from '../importing/prepare.ts';
import { StageClock } from '../importing/stages.ts';
import { PICTURE_MAX_BYTES } from '../pictures/source.ts';
import { pictureName, storePicture } from '../pictures/store.ts';
import { recordOf } from './record.ts';

/** What stands for the picture that came with an operation. */
const SENT = 'picture';

export interface PutContext {
  readonly index: VectorIndex;
  /** Folder of the pictures. */
  readonly pictures: string;
  readonly vision: () => Promise<NodeVision>;
}

/** Nothing to write when the document is null: all of it is there. */
export interface ReadyPut {
  readonly document: IndexDocument | null;
  readonly isNew: boolean;
}

/** @param known content hash in the index. @throws PRODUCT_INVALID, PICTURE_*, VECTOR_*, MODEL_MISMATCH */
export async function readyPut(operation: PutOperation, known: string | null, context: PutContext): Promise<ReadyPut> {
  const record = recordOf(operation);
  const isNew = known === null;
  const document = await documentFor(operation, record, known, context);
  return { document: document?.contentHash === known ? null : document, isNew };
}

async function documentFor(
  { picture, vector }: PutOperation,
  record: FeedRecord,
  known: string | null,
  context: PutContext,
): Promise<IndexDocument | null> {
  if (vector) return withVector(record, vector, picture, context);
  if (picture) return lookedAt(record, picture, known, context);
  return asBefore(record, context);
}

/** The picture is looked at, unless nothing changed. */
async function lookedAt(record: FeedRecord, picture: Uint8Array, known: string | null, context: PutContext) {
  checkBytes(picture);
  const read = async () => ({ sha256: sha256(picture), bytes: picture });
  const prepared = await prepare(
    { line: 0, record: { ...record, images: [SENT] }, known },
    {
      ...context,
      source: { isRemote: () => false, read: async () => picture, readUnless: read },
      look: async (decoded, kinds) => lookAt(sameModel(await context.vision(), context.index), decoded, kinds),
      inWork: (job) => job(), // operations are few at once
      clock: new StageClock(),
      refetch: false,
    },
  );
  if (prepared.kind === 'skipped') throw prepared.error;
  return prepared.kind === 'document' ? prepared.document : null;
}

/** @throws MODEL_MISMATCH */
function sameModel(vision: NodeVision, { modelKey }: VectorIndex): NodeVision {
  if (vision.modelKey === modelKey) return vision;
  throw new TongkuanError('MODEL_MISMATCH', { index: modelKey, vector: vision.modelKey });
}

/** The shop says what the picture looks like; the picture is for people. */
async function withVector(
  record: FeedRecord,
  bytes: Uint8Array,
  picture: Uint8Array | undefined,
  { index, pictures }: PutContext,
): Promise<IndexDocument> {
  const { components, modelKey } = decodeVector(bytes);
  if (modelKey !== index.modelKey) {
    throw new TongkuanError('MODEL_MISMATCH', { index: index.modelKey, vector: modelKey });
  }
  const [previous] = picture ? [] : await index.get([record.id]);
  const shown = picture ? sha256(picture) : (splitHash(previous?.contentHash ?? '').pictures[0] ?? '');
  if (picture) {
    checkBytes(picture);
    await storePicture(pictures, pictureName(shown), picture, await decodePicture(picture));
  }
  return unseen(record, [{ sha256: shown, vector: components, seen: null }], index.modelKey);
}

/** Only what the shop says changed. Label and category stay where it does not say them. @throws PRODUCT_INVALID */
async function asBefore(record: FeedRecord, { index }: PutContext): Promise<IndexDocument> {
  const [previous] = await index.get([record.id]);
  if (!previous) {
    throw new TongkuanError('PRODUCT_INVALID', { field: 'picture', what: 'a new product needs one, or a vector' });
  }
  const { category, label } = previous.product;
  const said = record.category === null && record.label === null ? { ...record, category, label } : record;
  return unseen(said, picturesOf(previous), index.modelKey);
}

/** Pictures of a product as they were, the main one first. */
function picturesOf({ vector, views = [], contentHash }: IndexDocument): SeenPicture[] {
  const hashes = splitHash(contentHash).pictures;
  return [vector, ...views.map((view) => view.vector)].map((each, i) => ({
    sha256: hashes[i] ?? '',
    vector: each,
    seen: null,
  }));
}

/** A document without a look at any picture; a `sha256` of '' is a product without a picture for people. */
function unseen(record: FeedRecord, pictures: readonly SeenPicture[], modelKey: string): IndexDocument {
  const vectors = pictures.map(({ vector }) => `vector ${Buffer.from(vector).toString('base64')}`);
  const document = documentOf(record, pictures, recordHash({ ...record, images: vectors }, modelKey));
  return pictures[0]?.sha256 === '' ? { ...document, picture: '' } : document;
}

function checkBytes({ length }: Uint8Array): void {
  if (length > PICTURE_MAX_BYTES)
    throw new TongkuanError('PICTURE_TOO_LARGE', { bytes: length, limit: PICTURE_MAX_BYTES });
}
