/** The file of a pack's small pictures, written picture by picture. */
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { encodePictureTable, PICTURE_WIDTH } from '#core/pack-pictures.ts';
import type { PictureStore } from '../picture-store.ts';
import { nameOf, type PackFolder } from './folder.ts';

/** Pictures made at a time; more would keep searches waiting for a core. */
const AT_ONCE = 2;
/** 2 KB a picture at this size. */
const QUALITY = 50;
const NOTHING = new Uint8Array();

/** @returns bytes. A picture that is missing is left empty. @throws the signal's reason once it fires */
export async function buildPictures(
  store: PictureStore,
  folder: PackFolder,
  pack: { readonly category: number; readonly version: string },
  names: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const name = nameOf(pack.category, pack.version, 'pictures');
  const ready = await folder.size(name);
  if (ready !== null) return ready;
  const sizes: number[] = [];
  const body = `.${name}.body`;
  try {
    await folder.write(body, pictures(store, names, sizes, signal));
    return await folder.write(name, whole(encodePictureTable(pack.version, sizes), folder.path(body)));
  } finally {
    await rm(folder.path(body), { force: true });
  }
}

async function* pictures(
  store: PictureStore,
  names: readonly string[],
  sizes: number[],
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < names.length; at += AT_ONCE) {
    signal.throwIfAborted();
    const few = names
      .slice(at, at + AT_ONCE)
      .map((name) => store.read(name, PICTURE_WIDTH, QUALITY).catch(() => NOTHING));
    for (const bytes of await Promise.all(few)) {
      sizes.push(bytes.length);
      if (bytes.length > 0) yield bytes;
    }
  }
}

async function* whole(table: Uint8Array, body: string): AsyncGenerator<Uint8Array> {
  yield table;
  yield* createReadStream(body);
}
