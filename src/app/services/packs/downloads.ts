/** Downloads of whole packs: noted first, so that a reload does not lose them. */
import { TongkuanError } from '#core/errors.ts';
import { decodePack, PACK_VERSION_HEX } from '#core/pack-format.ts';
import { decodePictureTable, PICTURES_HEADER_BYTES, pictureCount, pictureTableBytes } from '#core/pack-pictures.ts';
import { type FetchFileDeps, fetchFile } from './fetch-file.ts';
import type { Download, KeptPack, Progress } from './types.ts';

/** A shop may change its catalogue while a pack is on its way, but not for ever. */
const VERSIONS_TRIED = 4;

export interface DownloadDeps extends FetchFileDeps {
  readonly now: () => number;
  /** sha256 in hex, or null where the browser has none (plain http). */
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string | null>;
}

export const fileOf = (category: number, version: string, what: 'pack' | 'pictures') =>
  `${category}/${version}/${what}`;

/** Reads a whole file of the store. */
export async function wholeFile({ store }: Pick<FetchFileDeps, 'store'>, file: string) {
  return store.read(file, 0, await store.length(file));
}

/** @throws PACK_CORRUPT when the bytes are not those of the version */
export async function checkVersion(
  { sha256 }: Pick<DownloadDeps, 'sha256'>,
  bytes: Uint8Array<ArrayBuffer>,
  version: string,
) {
  const hash = await sha256(bytes);
  if (hash !== null && hash.slice(0, PACK_VERSION_HEX) !== version)
    throw new TongkuanError('PACK_CORRUPT', { what: 'hash' });
}

/** Header and table of a pack's pictures. @throws PACK_CORRUPT */
export async function pictureTable(
  { store }: Pick<FetchFileDeps, 'store'>,
  { category, version, pictureBytes }: KeptPack,
) {
  const file = fileOf(category, version, 'pictures');
  const count = pictureCount(await store.read(file, 0, PICTURES_HEADER_BYTES));
  return decodePictureTable(await store.read(file, 0, pictureTableBytes(count)), pictureBytes);
}

/** Puts a pack in the place of the one before, whose files go. */
export async function replacePack({ store }: Pick<FetchFileDeps, 'store'>, pack: KeptPack): Promise<void> {
  const before = (await store.packs()).find(({ category }) => category === pack.category);
  await store.putPack(pack);
  if (before && before.version !== pack.version) await deleteFiles({ store }, before.category, before.version);
}

export async function deleteFiles({ store }: Pick<FetchFileDeps, 'store'>, category: number, version: string) {
  await store.deleteFile(fileOf(category, version, 'pack'));
  await store.deleteFile(fileOf(category, version, 'pictures'));
}

/** Goes on with a noted download until pack and pictures are there. @throws as `PackWorker.download` */
export async function runDownload(
  deps: DownloadDeps,
  category: number,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  for (let tries = 1; tries <= VERSIONS_TRIED; tries++) {
    const download = (await deps.store.downloads()).find((each) => each.category === category);
    if (!download) return;
    const pack = await runPack(deps, download, signal, onProgress);
    if (await runPictures(deps, download, pack, signal, onProgress)) return deps.store.deleteDownload(category);
    await deps.store.putDownload({ ...download, version: null, loaded: 0 }); // the shop has a newer pack by now
  }
  throw new TongkuanError('PACK_FETCH', { reason: 'changes too often' });
}

async function runPack(
  deps: DownloadDeps,
  download: Download,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<KeptPack> {
  const { category } = download;
  const kept = (await deps.store.packs()).find((each) => each.category === category);
  if (kept && kept.version === download.version) return kept; // only its pictures are missing
  const version = await fetchFile(deps, {
    url: `/v1/packs/${category}`,
    file: (each) => fileOf(category, each, 'pack'),
    version: download.version,
    signal,
    onProgress: ({ loaded, total }) => onProgress({ loaded, total: Math.max(total, download.total) }),
    onVersion: (each) => deps.store.putDownload({ ...download, version: each }),
  });
  if (version === null) throw new TongkuanError('PACK_FETCH');
  const file = fileOf(category, version, 'pack');
  try {
    const bytes = await wholeFile(deps, file);
    await checkVersion(deps, bytes, version);
    const { count: products, modelKey } = decodePack(bytes);
    const fresh = { category, version, modelKey, products, bytes: bytes.length, pictureBytes: 0, asOf: deps.now() };
    const pack = { ...fresh, deleted: false };
    await replacePack(deps, pack);
    return pack;
  } catch (thrown) {
    const isCorrupt = thrown instanceof TongkuanError && thrown.code === 'PACK_CORRUPT';
    if (isCorrupt) await deps.store.deleteFile(file); // else it would be gone on with
    throw thrown;
  }
}

/** @returns false when the shop's pictures belong to another version of the pack */
async function runPictures(
  deps: DownloadDeps,
  download: Download,
  pack: KeptPack,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<boolean> {
  if (!download.pictures) return true;
  const { category, version, bytes } = pack;
  const file = (each: string) => fileOf(category, each, 'pictures');
  const there = await fetchFile(deps, {
    url: `/v1/packs/${category}/pictures`,
    file,
    version,
    only: version,
    signal,
    onProgress: ({ loaded, total }) => onProgress({ loaded: bytes + loaded, total: bytes + total }),
  });
  if (there === null) return false;
  const whole = { ...pack, pictureBytes: await deps.store.length(file(version)) };
  try {
    await pictureTable(deps, whole);
  } catch (thrown) {
    await deps.store.deleteFile(file(version));
    throw thrown;
  }
  await deps.store.putPack(whole);
  return true;
}
