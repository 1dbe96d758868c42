/** The real embeddings everything is made from: two views of each shared picture, as the shipped models see them. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { VECTOR_DIM } from '#core/vector.ts';
import { decodePicture } from '#vision/node/decode.ts';
import { type NodeVision, openNodeVision } from '#vision/node/vision.ts';

export const CACHE = join('.cache', 'bench-index');
const DATA = process.env.TONGKUAN_DATA ?? join('..', 'shared', 'data');
/** Folders of pictures that show one thing each. */
const FOLDERS = ['clothing/images', 'grocery/images', 'grocery/iconic'];
/** The embedder sees 224 pixels: more than this only costs time. */
const LONGEST = 480;
/** The second view: the middle of the picture, this share of each side. */
const CLOSER = 0.8;
const IN_FLIGHT = 4;
/** Pictures embedded before they are written down. */
const CHUNK = 500;

export interface Base {
  readonly modelKey: string;
  /** What unit vectors are multiplied by before they become int8. */
  readonly scale: number;
  readonly pictures: number;
  /** `pictures` × 128: the whole picture. */
  readonly whole: Int8Array;
  /** `pictures` × 128: the same one seen closer. */
  readonly closer: Int8Array;
}

function pictureFiles(): string[] {
  const folders = FOLDERS.map((folder) => join(DATA, folder)).filter((folder) => existsSync(folder));
  if (folders.length === 0) throw new Error(`no pictures in ${DATA}: say where with TONGKUAN_DATA`);
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .map((name) => join(folder, name)),
  );
}

/** Both views one after the other; zeros for a picture that cannot be read. */
async function bothViews(vision: NodeVision, file: string): Promise<Int8Array> {
  const picture = await decodePicture(file, LONGEST).catch(() => null);
  if (!picture) return new Int8Array(2 * VECTOR_DIM);
  const { width, height } = picture;
  const margin = (1 - CLOSER) / 2;
  const box = { x: margin * width, y: margin * height, width: CLOSER * width, height: CLOSER * height };
  const whole = await vision.describe(picture, null);
  const closer = await vision.describe(picture, box);
  return Int8Array.from([...whole.vector, ...closer.vector]);
}

/** Views of some pictures, in their order. */
async function embed(vision: NodeVision, files: readonly string[]): Promise<Uint8Array> {
  const bytes = new Int8Array(files.length * 2 * VECTOR_DIM);
  let next = 0;
  async function work(): Promise<void> {
    for (let i = next++; i < files.length; i = next++) {
      bytes.set(await bothViews(vision, files[i] as string), i * 2 * VECTOR_DIM);
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return new Uint8Array(bytes.buffer);
}

/** Views of all pictures. What is embedded is kept every few hundred pictures: an interrupted run goes on there. */
async function allViews(vision: NodeVision): Promise<Int8Array> {
  const files = pictureFiles();
  const cache = join(CACHE, `views-${vision.modelKey}.bin`);
  await mkdir(CACHE, { recursive: true });
  const kept = existsSync(cache) ? statSync(cache).size : 0;
  const whole = kept - (kept % (2 * VECTOR_DIM));
  if (whole !== kept) await truncate(cache, whole);
  for (let done = whole / (2 * VECTOR_DIM); done < files.length; done += CHUNK) {
    await appendFile(cache, await embed(vision, files.slice(done, done + CHUNK)));
    console.error(`embedded ${Math.min(done + CHUNK, files.length)} of ${files.length} pictures`);
  }
  const bytes = await readFile(cache);
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Embeds the shared pictures once for each model; later runs read the cache. */
export async function readBase(models = 'models'): Promise<Base> {
  const vision = await openNodeVision(models);
  try {
    const { modelKey, manifest } = vision;
    const views = await allViews(vision);
    const [whole, closer]: [number[], number[]] = [[], []];
    for (let at = 0; at < views.length; at += 2 * VECTOR_DIM) {
      const both = views.subarray(at, at + 2 * VECTOR_DIM);
      if (both.every((component) => component === 0)) continue;
      whole.push(...both.subarray(0, VECTOR_DIM));
      closer.push(...both.subarray(VECTOR_DIM));
    }
    const pictures = whole.length / VECTOR_DIM;
    const { scale } = manifest.embedder.vector;
    return { modelKey, scale, pictures, whole: Int8Array.from(whole), closer: Int8Array.from(closer) };
  } finally {
    await vision.close();
  }
}
