/** One product that is put → its document. With a picture it goes the way of a feed's row. */
import { TongkuanError } from '#core/errors.ts';
import type { PutOperation } from '#core/management.ts';
import { CATEGORY_OTHER } from '#core/taxonomy.ts';
import { decodeVector } from '#core/vector.ts';
import type { IndexDocument, VectorIndex } from '#search/vector-index.ts';
import { decodePicture } from '#vision/node/decode.ts';
import type { NodeVision } from '#vision/node/vision.ts';
import type { FeedRecord } from '../feed/record.ts';
import { documentOf, recordHash, sha256, splitHash } from '../importing/document.ts';
import { prepare } from '../importing/prepare.ts';
import { PICTURE_MAX_BYTES } from '../pictures/source.ts';
import { pictureName, storePicture } from '../pictures/store.ts';
import { recordOf } from './record.ts';

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
  const source = { isRemote: () => false, read: async () => picture };
  const vision = async () => sameModel(await context.vision(), context.index);
  const prepared = await prepare({ line: 0, record, known }, { ...context, vision, source, refetch: false });
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
  const shown = picture ? sha256(picture) : previous ? splitHash(previous.contentHash).picture : '';
  if (picture) {
    checkBytes(picture);
    await storePicture(pictures, pictureName(shown), picture, await decodePicture(picture));
  }
  return unseen(record, components, shown, index.modelKey);
}

/** Only what the shop says changed. Label and category stay where it does not say them. @throws PRODUCT_INVALID */
async function asBefore(record: FeedRecord, { index }: PutContext): Promise<IndexDocument> {
  const [previous] = await index.get([record.id]);
  if (!previous) {
    throw new TongkuanError('PRODUCT_INVALID', { field: 'picture', what: 'a new product needs one, or a vector' });
  }
  const { category, label } = previous.product;
  const said = record.category === null && record.label === null ? { ...record, category, label } : record;
  return unseen(said, previous.vector, splitHash(previous.contentHash).picture, index.modelKey);
}

/** A document without a look at any picture. @param shown sha256 of the picture for people; '' for none */
function unseen(record: FeedRecord, vector: Int8Array, shown: string, modelKey: string): IndexDocument {
  const seen = { category: CATEGORY_OTHER, label: '', labels: [], vector, modelKey, matchThreshold: 0 };
  const basis = { ...record, image: `vector ${Buffer.from(vector).toString('base64')}` };
  const document = documentOf(record, seen, { record: recordHash(basis, modelKey), picture: shown });
  return shown === '' ? { ...document, picture: '' } : document;
}

function checkBytes({ length }: Uint8Array): void {
  if (length > PICTURE_MAX_BYTES)
    throw new TongkuanError('PICTURE_TOO_LARGE', { bytes: length, limit: PICTURE_MAX_BYTES });
}
