/** One record → its document: the picture read, stored and described, or found to be the same as before. */
import { type TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { IndexDocument, VectorIndex } from '#search/vector-index.ts';
import { decodePicture } from '#vision/node/decode.ts';
import type { NodeVision } from '#vision/node/vision.ts';
import type { FeedRecord } from '../feed/record.ts';
import type { PictureSource } from '../pictures/source.ts';
import { hasPicture, pictureName, storePicture } from '../pictures/store.ts';
import type { CheckedRow } from './checked-rows.ts';
import {
  type ContentHash,
  documentOf,
  isFullyDescribed,
  recordHash,
  sha256,
  splitHash,
  updatedDocument,
} from './document.ts';

/** A record beside what the index knows of its product. */
export interface ComparedRow extends CheckedRow {
  /** Content hash in the index, or null for a new product. */
  readonly known: string | null;
}

export type Prepared =
  | { readonly kind: 'unchanged' | 'aborted' }
  | { readonly kind: 'document'; readonly document: IndexDocument; readonly isNew: boolean; readonly embedded: boolean }
  | { readonly kind: 'skipped'; readonly line: number; readonly id: string; readonly error: TongkuanError };

export interface PrepareContext {
  readonly index: VectorIndex;
  readonly pictures: string;
  readonly source: PictureSource;
  readonly vision: () => Promise<NodeVision>;
  readonly refetch: boolean;
}

/** Never fails because of one picture; throws what makes going on pointless. */
export async function prepare(row: ComparedRow, context: PrepareContext): Promise<Prepared> {
  try {
    return await prepareRow(row, context);
  } catch (thrown) {
    const error = toTongkuanError(thrown);
    if (error.code === 'ABORTED') return { kind: 'aborted' };
    if (!error.code.startsWith('PICTURE_')) throw error;
    return { kind: 'skipped', line: row.line, id: row.record.id, error };
  }
}

async function prepareRow({ record, known }: ComparedRow, context: PrepareContext): Promise<Prepared> {
  const { index, pictures, source } = context;
  const before = known === null ? null : splitHash(known);
  const hashOfRecord = recordHash(record, index.modelKey);
  const isStored = before !== null && (await hasPicture(pictures, pictureName(before.picture)));
  const [image = ''] = record.images;
  const isSameRecord = isStored && before.record === hashOfRecord;
  if (isSameRecord && source.isRemote(image) && !context.refetch) return { kind: 'unchanged' };
  const bytes = await source.read(image);
  const hash: ContentHash = { record: hashOfRecord, picture: sha256(bytes) };
  const isSamePicture = isStored && before.picture === hash.picture;
  if (isSameRecord && isSamePicture) return { kind: 'unchanged' };
  const previous = isSamePicture && isFullyDescribed(record) ? await previousDocument(record, index) : undefined;
  const document = previous ? updatedDocument(record, previous, hash) : await lookAt(record, bytes, hash, context);
  return { kind: 'document', document, isNew: known === null, embedded: !previous };
}

async function previousDocument({ id }: FeedRecord, index: VectorIndex): Promise<IndexDocument | undefined> {
  const [document] = await index.get([id]);
  return document;
}

/** The embedding is computed from the original picture, not from the reduced copy. */
async function lookAt(
  record: FeedRecord,
  bytes: Uint8Array,
  hash: ContentHash,
  { pictures, vision }: PrepareContext,
): Promise<IndexDocument> {
  const picture = await decodePicture(bytes);
  const [seen] = await Promise.all([
    vision().then((open) => open.describe(picture, null)),
    storePicture(pictures, pictureName(hash.picture), bytes, picture),
  ]);
  return documentOf(record, seen, hash);
}
