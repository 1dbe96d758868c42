/** The real embeddings everything is made from: two views of each shared picture, as the shipped models see them. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VECTOR_DIM } from '#core/vector.ts';
import { decodePicture } from '#vision/node/decode.ts';
import { type NodeVision, openNodeVision } from '#vision/node/vision.ts';

export const CACHE = join('.cache', 'bench-index');
const DATA = process.env.TONGKUAN_DATA ?? join('..', 'shared', 'data');
/** Folders of pictures that show one thing each. */
const FOLDERS = ['clothing/images', 'grocery/images', 'grocery/iconic'];
/** The embedder sees 192 pixels: more than this only costs time. */
const LONGEST = 480;
/** The second view: the middle of the picture, this share of each side. */
const CLOSER = 0.8;
const IN_FLIGHT = 4;

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

/** Both views one after the other, or null for a picture that cannot be read. */
async function bothViews(vision: NodeVision, file: string): Promise<Int8Array | null> {
  const picture = await decodePicture(file, LONGEST).catch(() => null);
  if (!picture) return null;
  const { width, height } = picture;
  const margin = (1 - CLOSER) / 2;
  const box = { x: margin * width, y: margin * height, width: CLOSER * width, height: CLOSER * height };
  const whole = await vision.describe(picture, null);
  const closer = await vision.describe(picture, box);
  return Int8Array.from([...whole.vector, ...closer.vector]);
}

async function embedAll(vision: NodeVision): Promise<Int8Array[]> {
  const files = pictureFiles();
  const views: (Int8Array | null)[] = new Array(files.length).fill(null);
  let next = 0;
  async function work(): Promise<void> {
    for (let i = next++; i < files.length; i = next++) {
      views[i] = await bothViews(vision, files[i] as string);
      if (i % 1000 === 999) console.error(`embedded ${i + 1} of ${files.length} pictures`);
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return views.filter((each) => each !== null);
}

function bytesOf(views: readonly Int8Array[]): Uint8Array {
  return Buffer.concat(views.map((each) => new Uint8Array(each.buffer, each.byteOffset, each.length)));
}

async function cached(file: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  if (existsSync(file)) return readFile(file);
  const bytes = await make();
  await mkdir(CACHE, { recursive: true });
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
  return bytes;
}

/** Embeds the shared pictures once for each model; later runs read the cache. */
export async function readBase(models = 'models'): Promise<Base> {
  const vision = await openNodeVision(models);
  try {
    const { modelKey, manifest } = vision;
    const bytes = await cached(join(CACHE, `views-${modelKey}.bin`), async () => bytesOf(await embedAll(vision)));
    const pictures = bytes.length / (2 * VECTOR_DIM);
    const [whole, closer] = [new Int8Array(pictures * VECTOR_DIM), new Int8Array(pictures * VECTOR_DIM)];
    for (let i = 0; i < pictures; i++) {
      const at = i * VECTOR_DIM;
      whole.set(bytes.subarray(2 * at, 2 * at + VECTOR_DIM), at);
      closer.set(bytes.subarray(2 * at + VECTOR_DIM, 2 * at + 2 * VECTOR_DIM), at);
    }
    return { modelKey, scale: manifest.embedder.vector.scale, pictures, whole, closer };
  } finally {
    await vision.close();
  }
}
