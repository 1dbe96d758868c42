/** One record → its document: each picture read, stored and looked at, or found to be the same as before. */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { Kind } from '#core/vision-api.ts';
import type { IndexDocument, VectorIndex } from '#search/vector-index.ts';
import { decodePicture } from '#vision/node/decode.ts';
import type { Picture } from '#vision/pipeline.ts';
import type { FeedRecord } from '../feed/record.ts';
import type { PictureSource } from '../pictures/source.ts';
import { hasPicture, pictureName, storePicture } from '../pictures/store.ts';
import type { CheckedRow } from './checked-rows.ts';
import {
  type ContentHash,
  documentOf,
  isFullyDescribed,
  joinHash,
  looksAlike,
  recordHash,
  type SeenPicture,
  splitHash,
} from './document.ts';
import { kindsOf } from './kinds.ts';
import type { Looked } from './looking.ts';
import type { StageClock } from './stages.ts';

/** A record beside what the index knows of its product. */
export interface ComparedRow extends CheckedRow {
  /** Content hash in the index, or null for a new product. */
  readonly known: string | null;
}

/** A picture that could not be used, of a product that has others. */
export interface LostPicture {
  /** Counted from 1. */
  readonly picture: number;
  readonly error: TongkuanError;
}

interface OfRow {
  readonly line: number;
  readonly id: string;
}

export type Prepared = OfRow &
  (
    | { readonly kind: 'unchanged' | 'aborted' }
    | {
        readonly kind: 'document';
        readonly document: IndexDocument;
        readonly isNew: boolean;
        /** Pictures the models looked at. */
        readonly embedded: number;
        readonly lost: readonly LostPicture[];
      }
    | { readonly kind: 'skipped'; readonly error: TongkuanError }
  );

export interface PrepareContext {
  readonly index: VectorIndex;
  readonly pictures: string;
  readonly source: PictureSource;
  /** Looks at a decoded picture. */
  readonly look: (picture: Picture, kinds: readonly Kind[]) => Promise<Looked>;
  /** Holds back decoding while enough pictures are in work: a decoded one takes up to 10 MB. */
  readonly inWork: <T>(job: () => Promise<T>) => Promise<T>;
  readonly clock: StageClock;
  readonly refetch: boolean;
}

/** Never fails because of one picture; throws what makes going on pointless. */
export async function prepare(row: ComparedRow, context: PrepareContext): Promise<Prepared> {
  const of = { line: row.line, id: row.record.id };
  try {
    return { ...of, ...(await prepareRow(row, context)) };
  } catch (thrown) {
    const error = toTongkuanError(thrown);
    if (error.code === 'ABORTED') return { ...of, kind: 'aborted' };
    if (!error.code.startsWith('PICTURE_')) throw error;
    return { ...of, kind: 'skipped', error };
  }
}

type Outcome = Prepared extends infer P ? (P extends OfRow ? Omit<P, keyof OfRow> : never) : never;

/** A picture's bytes, or none where the catalogue has what was made of them. */
interface ReadPicture {
  /** Among the product's pictures, counted from 1. */
  readonly number: number;
  readonly image: string;
  readonly sha256: string;
  readonly bytes: Uint8Array | null;
}

async function prepareRow({ record, known }: ComparedRow, context: PrepareContext): Promise<Outcome> {
  const { index, source, refetch } = context;
  const before = known === null ? null : await soundHash(known, context.pictures);
  const complete = recordHash(record, index.modelKey);
  const isRemote = record.images.every((image) => source.isRemote(image));
  if (before?.record === complete && isRemote && !refetch) return { kind: 'unchanged' };
  const { read, lost } = await readPictures(record.images, new Set(before?.pictures), context);
  const hash = lost.length === 0 ? complete : recordHash(record, index.modelKey, false);
  const joined = joinHash({ record: hash, pictures: read.map((each) => each.sha256) });
  if (before && joined === known) return { kind: 'unchanged' };
  const reusable = before && looksAlike(before.record, hash) ? await vectorsOf(record, index, before) : new Map();
  if (!isFullyDescribed(record)) reusable.delete(read[0]?.sha256); // the model is to say what it is
  const { pictures, lost: unreadable } = await lookAtAll(record, read, reusable, context);
  const allLost = [...lost, ...unreadable];
  const document = documentOf(
    record,
    pictures,
    allLost.length === 0 ? hash : recordHash(record, index.modelKey, false),
  );
  const embedded = pictures.filter(({ seen }) => seen !== null).length;
  return { kind: 'document', document, isNew: known === null, embedded, lost: allLost };
}

/** The hash of a known product, or null when the catalogue lacks one of its pictures. */
async function soundHash(known: string, folder: string): Promise<ContentHash | null> {
  const hash = splitHash(known);
  for (const each of hash.pictures) if (!(await hasPicture(folder, pictureName(each)))) return null;
  return hash;
}

/** Reads a product's pictures, each once. @throws PICTURE_* when none can be read */
async function readPictures(images: readonly string[], known: ReadonlySet<string>, context: PrepareContext) {
  const read: ReadPicture[] = [];
  const lost: LostPicture[] = [];
  for (const [i, image] of images.entries()) {
    const stage = context.source.isRemote(image) ? 'fetch' : 'read';
    const job = () => context.source.readUnless(image, known);
    const got = await orLost(i + 1, images, lost, () => context.clock.measure(stage, job));
    if (!got) continue;
    const { sha256: hash, bytes } = got;
    if (read.some((other) => other.sha256 === hash)) continue;
    read.push({ number: i + 1, image, sha256: hash, bytes: known.has(hash) ? null : bytes });
  }
  if (read.length === 0) throw lost[0]?.error ?? new TongkuanError('PICTURE_MISSING');
  return { read, lost };
}

/** What is wrong with one of several pictures is noted; of a single one it is thrown. */
async function orLost<T>(
  picture: number,
  all: readonly unknown[],
  lost: LostPicture[],
  job: () => Promise<T>,
): Promise<T | null> {
  try {
    return await job();
  } catch (thrown) {
    const error = toTongkuanError(thrown);
    if (all.length === 1 || !error.code.startsWith('PICTURE_')) throw error;
    lost.push({ picture, error });
    return null;
  }
}

/** Vectors by hash of the picture, of what the index knows of the product. */
async function vectorsOf({ id }: FeedRecord, index: VectorIndex, before: ContentHash): Promise<Map<string, Int8Array>> {
  const [document] = await index.get([id]);
  if (!document) return new Map();
  const vectors = [document.vector, ...(document.views ?? []).map((view) => view.vector)];
  return new Map(before.pictures.flatMap((each, i) => (vectors[i] ? [[each, vectors[i]]] : [])));
}

/** @throws PICTURE_* when none can be used */
async function lookAtAll(
  record: FeedRecord,
  read: readonly ReadPicture[],
  reusable: ReadonlyMap<string, Int8Array>,
  context: PrepareContext,
) {
  const pictures: SeenPicture[] = [];
  const lost: LostPicture[] = [];
  for (const picture of read) {
    const vector = reusable.get(picture.sha256);
    if (vector) pictures.push({ sha256: picture.sha256, vector, seen: null });
    else {
      const looked = await orLost(picture.number, read, lost, () => lookAtOne(record, picture, context));
      if (looked) pictures.push(looked);
    }
  }
  if (pictures.length === 0) throw lost[0]?.error ?? new TongkuanError('PICTURE_UNREADABLE');
  return { pictures, lost };
}

/** The embedding is computed from the original picture, not from the reduced copy. */
async function lookAtOne(
  record: FeedRecord,
  { image, sha256: hash, bytes }: ReadPicture,
  { clock, inWork, look, pictures, source }: PrepareContext,
): Promise<SeenPicture> {
  const original = bytes ?? (await source.read(image));
  return inWork(async () => {
    const picture = await clock.measure('decode', () => decodePicture(original));
    const [{ seen, detectMs, embedMs }] = await Promise.all([
      look(picture, kindsOf(record)),
      clock.measure('store', () => storePicture(pictures, pictureName(hash), original, picture)),
    ]);
    clock.add('detect', detectMs);
    clock.add('embed', embedMs);
    return { sha256: hash, vector: seen.vector, seen };
  });
}
