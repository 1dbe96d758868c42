/** The travel packs of the catalogue now served: made when first asked for, and anew when it has changed. */
import { TongkuanError } from '#core/errors.ts';
import type { PackListing } from '#core/search-protocol.ts';
import type { ServedIndex, ServedIndexes } from '../deps.ts';
import type { PictureStore } from '../picture-store.ts';
import { type BuiltPack, buildPacks } from './build.ts';
import { buildPictures } from './build-pictures.ts';
import { changesSince } from './difference.ts';
import { nameOf, type PackFile, type PackFolder, packFolder } from './folder.ts';

/**
 * While a catalogue is being imported it changes every few seconds: packs are made anew when at least so many times as long
 * has passed as making them took.
 */
const REST = 10;

interface PackSet {
  readonly generation: string;
  readonly modelKey: string;
  readonly packs: readonly BuiltPack[];
  /** Milliseconds since the process began, from which on it may be made anew. */
  readonly goodUntil: number;
}

/** A file to send, and the version that names its content. */
export interface SentFile {
  readonly path: string;
  readonly bytes: number;
  readonly etag: string;
}

export interface TravelPacks {
  /** @throws INDEX_MISSING */
  listing(): Promise<PackListing>;
  /** @throws PACK_UNKNOWN, PACK_PREPARING, INDEX_MISSING */
  file(category: number, what: PackFile): Promise<SentFile>;
  /** @throws PACK_UNKNOWN, PACK_VERSION_UNKNOWN, PACK_PREPARING, INDEX_MISSING */
  changes(category: number, from: string, pictures: boolean): Promise<SentFile>;
  /** Stops what is being made. */
  close(): Promise<void>;
}

export interface TravelPacksDeps {
  readonly index: ServedIndexes;
  readonly pictures: PictureStore;
  /** Folder for the files. */
  readonly folder: string;
}

export function travelPacks({ index: indexes, pictures, folder: wanted }: TravelPacksDeps): TravelPacks {
  const stop = new AbortController();
  let folder: Promise<PackFolder> | undefined;
  let current: PackSet | undefined;
  let making: Promise<PackSet> | undefined;
  let picturing: Promise<void> = Promise.resolve();

  function open(): Promise<PackFolder> {
    folder ??= packFolder(wanted);
    return folder;
  }

  async function set(): Promise<PackSet> {
    const index = await indexes.ofModel();
    const generation = await index.generation();
    if (current && (current.generation === generation || performance.now() < current.goodUntil)) return current;
    making ??= make(index, generation).finally(() => {
      making = undefined;
    });
    return making;
  }

  async function make(index: ServedIndex, generation: string): Promise<PackSet> {
    const start = performance.now();
    const files = await open();
    const { packs, pictures: names } = await buildPacks(index, files, stop.signal);
    const took = performance.now() - start;
    const before = current?.packs ?? [];
    current = { generation, modelKey: index.modelKey, packs, goodUntil: performance.now() + REST * took };
    await files.prune(new Set([...before, ...packs].map(({ version }) => version)));
    picturing = picturing.then(() => picture(files, packs, names)).catch(() => {}); // made anew with the next set
    return current;
  }

  /** Small packs first: most are ready soon. */
  async function picture(
    files: PackFolder,
    packs: readonly BuiltPack[],
    names: ReadonlyMap<number, readonly string[]>,
  ) {
    for (const pack of packs.toReversed()) {
      if (current?.packs !== packs) return; // there is a newer set already
      await buildPictures(pictures, files, pack, names.get(pack.category) ?? [], stop.signal);
    }
  }

  async function packOf(category: number): Promise<BuiltPack> {
    const pack = (await set()).packs.find((each) => each.category === category);
    if (!pack) throw new TongkuanError('PACK_UNKNOWN', { category });
    return pack;
  }

  async function sent(name: string, etag: string): Promise<SentFile> {
    const files = await open();
    const bytes = await files.size(name);
    if (bytes === null) throw new TongkuanError('PACK_PREPARING');
    return { path: files.path(name), bytes, etag: `"${etag}"` };
  }

  return {
    async listing() {
      const [files, { packs, modelKey }] = [await open(), await set()];
      const listed = packs.map(async (pack) => ({
        ...pack,
        pictureBytes: await files.size(nameOf(pack.category, pack.version, 'pictures')),
      }));
      return { packs: await Promise.all(listed), modelKey };
    },
    async file(category, what) {
      const { version } = await packOf(category);
      return sent(nameOf(category, version, what), version);
    },
    async changes(category, from, withPictures) {
      const pack = await packOf(category);
      const name = await changesSince(await open(), pack, from, withPictures);
      return sent(name, `${from}-${pack.version}`);
    },
    async close() {
      stop.abort();
      await Promise.allSettled([making, picturing]);
    },
  };
}
