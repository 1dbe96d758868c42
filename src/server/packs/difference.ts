/** What changed between a version that was once served and the present one. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { TongkuanError } from '#core/errors.ts';
import { encodePack } from '#core/pack-builder.ts';
import { encodeDifference } from '#core/pack-difference.ts';
import { decodePack } from '#core/pack-format.ts';
import { decodePictureTable, encodePictures, pictureTableBytes } from '#core/pack-pictures.ts';
import type { BuiltPack } from './build.ts';
import { changeName, nameOf, type PackFolder } from './folder.ts';

type Known = [id: string, key: string][];

/** Share of products from which the whole pack is hardly larger. */
const WORTH_IT = 0.5;

/** Read line by line, so that searches are answered in between. @throws PACK_VERSION_UNKNOWN */
async function knownOf(folder: PackFolder, category: number, version: string): Promise<Known> {
  const name = nameOf(category, version, 'known');
  if ((await folder.size(name)) === null) throw new TongkuanError('PACK_VERSION_UNKNOWN', { version });
  const known: Known = [];
  for await (const line of createInterface(createReadStream(folder.path(name)))) known.push(JSON.parse(line));
  return known;
}

/** @returns name of the file in the folder. @throws PACK_VERSION_UNKNOWN: the whole pack must be fetched */
export async function changesSince(
  folder: PackFolder,
  pack: BuiltPack,
  from: string,
  pictures: boolean,
): Promise<string> {
  const { category, version } = pack;
  const name = changeName(category, from, version, pictures);
  if ((await folder.size(name)) !== null) return name;
  const old = new Map(await knownOf(folder, category, from));
  const now = decodePack(await folder.read(nameOf(category, version, 'pack')));
  const current = await knownOf(folder, category, version);
  const places = current.flatMap(([id, key], at) => (old.get(id) === key ? [] : [at]));
  if (places.length > WORTH_IT * now.count)
    throw new TongkuanError('PACK_VERSION_UNKNOWN', { reason: 'too much changed' });
  const there = new Set(current.map(([id]) => id));
  const difference = encodeDifference({
    from,
    to: version,
    deleted: [...old.keys()].filter((id) => !there.has(id)),
    pack: encodePack(now, places.map(now.item)),
    pictures: pictures ? await picturesOf(folder, pack, places) : new Uint8Array(),
  });
  await folder.write(name, [difference]);
  return name;
}

/** The file of these products' pictures, cut out of the pack's. @throws PACK_PREPARING while that is being made */
async function picturesOf(folder: PackFolder, pack: BuiltPack, places: readonly number[]): Promise<Uint8Array> {
  const name = nameOf(pack.category, pack.version, 'pictures');
  const size = await folder.size(name);
  if (size === null) throw new TongkuanError('PACK_PREPARING');
  const file = await open(folder.path(name));
  try {
    const read = async (from: number, to: number) => {
      const { buffer } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
      return new Uint8Array(buffer);
    };
    const { starts, start } = decodePictureTable(await read(0, pictureTableBytes(pack.products)), size);
    const cut: Uint8Array[] = [];
    for (const at of places) cut.push(await read(start + (starts[at] ?? 0), start + (starts[at + 1] ?? 0)));
    return encodePictures(pack.version, cut);
  } finally {
    await file.close();
  }
}
