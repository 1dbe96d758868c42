/** Checks what an index says of its products against where they came from: source hash, pictures, and, asked for, the vectors. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { toTongkuanError } from '#core/errors.ts';
import { cosine } from '#core/vector.ts';
import type { Kind } from '#core/vision-api.ts';
import type { IndexDocument, IndexFault, ReadableIndex } from '#search/vector-index.ts';
import { decodePicture } from '#vision/node/decode.ts';
import type { NodeVision } from '#vision/node/vision.ts';
import type { Picture } from '#vision/pipeline.ts';
import { kindsOf } from '../importing/kinds.ts';
import { grouped } from '../importing/ordered.ts';
import { fittingItem } from '../importing/region.ts';
import { pictureName } from '../pictures/store.ts';

/** Documents read at a time. */
const BATCH = 500;
/** 32 hex digits for what the shop wrote, and a sha256 for each picture it named. */
const SOURCE_HASH = /^[0-9a-f]{32}(\.[0-9a-f]{64})+$/;
/**
 * Least similarity of a vector to that of the stored picture. Stored is a smaller copy, and vectors were made of the original:
 * the same picture stays above this, another one seldom comes near.
 */
const SAME_PICTURE = 0.9;

export interface CheckOptions {
  readonly index: ReadableIndex;
  /** Folder of the pictures. */
  readonly pictures: string;
  /** Looks at the stored pictures again; absent: vectors are only checked for being sound. */
  readonly vision?: NodeVision | undefined;
  readonly onFault: (fault: IndexFault) => Promise<void>;
}

export interface Checked {
  readonly products: number;
  readonly faults: number;
  /** File names of the pictures that products show. */
  readonly used: ReadonlySet<string>;
}

/** Checks every document; faults are told as they are found. */
export async function checkDocuments({ index, pictures, vision, onFault }: CheckOptions): Promise<Checked> {
  const used = new Set<string>();
  let products = 0;
  let faults = 0;
  const tell = async (fault: IndexFault) => {
    faults++;
    await onFault(fault);
  };
  for (const fault of await index.verify()) await tell(fault);
  for await (const ids of grouped(index.ids(), BATCH)) {
    for (const document of await index.get(ids)) {
      products++;
      for (const { picture } of picturesOf(document)) used.add(picture);
      for (const what of await faultsOf(document, pictures, vision)) await tell({ id: document.product.id, what });
    }
  }
  return { products, faults, used };
}

/** The main picture and the further ones, each with its vector. */
function picturesOf({ picture, vector, views = [] }: IndexDocument) {
  return [{ picture, vector }, ...views];
}

async function faultsOf(document: IndexDocument, folder: string, vision?: NodeVision): Promise<string[]> {
  const found: string[] = [];
  const sources = sourcesOf(document);
  if (!sources) found.push(`SOURCE_HASH ${document.contentHash || '(none)'}`);
  for (const [i, { picture, vector }] of picturesOf(document).entries()) {
    if (sources && pictureName(sources[i] ?? '') !== picture) found.push(`PICTURE_OF_ANOTHER_SOURCE ${picture}`);
    const damage = await pictureFault(join(folder, picture));
    if (damage) found.push(`${damage} ${picture}`);
    else if (vision)
      found.push(...(await vectorFaults(vision, join(folder, picture), vector, kindsOf(document.product))));
  }
  return found;
}

/** Hashes of the pictures a document was made from, or null when its source hash is not one. */
function sourcesOf({ contentHash }: IndexDocument): string[] | null {
  return SOURCE_HASH.test(contentHash) ? contentHash.split('.').slice(1) : null;
}

/** A WebP says its own length, so one that was cut off is known by its first bytes. */
async function pictureFault(path: string): Promise<'PICTURE_MISSING' | 'PICTURE_DAMAGED' | null> {
  const file = await open(path).catch(() => null);
  if (!file) return 'PICTURE_MISSING';
  try {
    const head = Buffer.alloc(12);
    await file.read(head, 0, 12, 0);
    const { size } = await file.stat();
    const isWebp = head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP';
    return isWebp && head.readUInt32LE(4) + 8 === size ? null : 'PICTURE_DAMAGED';
  } finally {
    await file.close();
  }
}

async function vectorFaults(
  vision: NodeVision,
  path: string,
  vector: Int8Array,
  kinds: readonly Kind[],
): Promise<string[]> {
  try {
    const similarity = await similarityOf(vision, await decodePicture(path), vector, kinds);
    return similarity >= SAME_PICTURE ? [] : [`VECTOR_OF_ANOTHER_PICTURE ${similarity.toFixed(3)}`];
  } catch (thrown) {
    return [toTongkuanError(thrown).code];
  }
}

/** Of the whole picture, or of the thing in it that an import may have taken instead (`importing/region.ts`). */
async function similarityOf(
  vision: NodeVision,
  picture: Picture,
  vector: Int8Array,
  kinds: readonly Kind[],
): Promise<number> {
  const whole = cosine((await vision.describe(picture, null)).vector, vector);
  if (whole >= SAME_PICTURE || kinds.length === 0) return whole;
  const item = fittingItem(await vision.detect(picture), kinds);
  if (!item) return whole;
  return Math.max(whole, cosine((await vision.describe(picture, item.box, { kind: item.kind })).vector, vector));
}
