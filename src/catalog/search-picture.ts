/** The work of `search`. */
import type { Box } from '#core/boxes.ts';
import type { Description, DetectedItem } from '#core/vision-api.ts';
import type { IndexHit } from '#search/vector-index.ts';
import { decodePicture } from '#vision/node/decode.ts';
import { openNodeVision } from '#vision/node/vision.ts';
import { openForReading, readModelKey } from './catalogue.ts';
import { readPictureFile } from './pictures/source.ts';
import { answer, say } from './terminal.ts';

export interface SearchOptions {
  readonly catalogue: string;
  readonly models: string;
  readonly limit: number;
  readonly category?: number;
  readonly box?: Box;
  readonly detect?: boolean;
  readonly fabric?: boolean;
}

/** Prints the hits. @throws INDEX_MISSING, MODEL_MISMATCH, PICTURE_* */
export async function searchPicture(image: string, options: SearchOptions): Promise<void> {
  const index = await openForReading(options.catalogue, await readModelKey(options.models));
  try {
    const { vector, matchThreshold } = await lookAt(image, options);
    const filter = options.category === undefined ? {} : { categories: [options.category] };
    const threshold = options.fabric ? null : matchThreshold; // there is none between a patch and a whole product
    for (const hit of await index.search(vector, filter, options.limit)) await answer(hitJson(hit, threshold));
  } finally {
    await index.close();
  }
}

async function lookAt(image: string, { models, box, detect, fabric }: SearchOptions): Promise<Description> {
  const picture = await decodePicture(await readPictureFile(image));
  const vision = await openNodeVision(models);
  const mode = fabric ? 'fabric' : 'item';
  try {
    if (!detect) return await vision.describe(picture, box ?? null, { mode });
    const item = mostProminent(await vision.detect(picture));
    say(
      item ? `searching for: ${item.kind}, score ${item.score.toFixed(2)}` : 'no item found: searching for the picture',
    );
    return await vision.describe(picture, item?.box ?? null, { kind: item?.kind, mode });
  } finally {
    await vision.close();
  }
}

function mostProminent(items: readonly DetectedItem[]): DetectedItem | undefined {
  const weight = ({ box, score }: DetectedItem) => score * Math.sqrt(box.width * box.height);
  return [...items].sort((a, b) => weight(b) - weight(a))[0];
}

function hitJson({ document: { product }, similarity }: IndexHit, threshold: number | null) {
  const { id, category, label, title, price, seller } = product;
  const { amount = null, currency = null } = price ?? {};
  return {
    id,
    similarity: Math.round(similarity * 1e4) / 1e4,
    match: threshold === null ? null : similarity >= threshold,
    category,
    label,
    title,
    price: amount,
    currency,
    seller,
  };
}
