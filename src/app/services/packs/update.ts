/** Brings a pack up to date by fetching only what changed. */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import { applyDifference, decodeDifference, type PackChanges } from '#core/pack-difference.ts';
import { decodePack } from '#core/pack-format.ts';
import { decodePictureTable, encodePictureTable, type PictureTable } from '#core/pack-pictures.ts';
import { checkVersion, type DownloadDeps, fileOf, pictureTable, replacePack, wholeFile } from './downloads.ts';
import { ask, checkAnswer } from './fetch-file.ts';
import type { KeptPack } from './types.ts';

const UP_TO_DATE: PackChanges = { added: 0, changed: 0, deleted: 0 };
/** Pictures are copied in pieces of about this size. */
const COPY_BYTES = 1_048_576;

/** @returns null when the whole pack must be downloaded. @throws ABORTED, PACK_FETCH, PACK_CORRUPT, STORAGE_FULL */
export async function updatePack(deps: DownloadDeps, pack: KeptPack, signal: AbortSignal): Promise<PackChanges | null> {
  const { category, version } = pack;
  const url = `/v1/packs/${category}/changes?from=${version}${pack.pictureBytes > 0 ? '&pictures=true' : ''}`;
  const response = await ask(deps, url, { signal });
  try {
    await checkAnswer(response);
  } catch (thrown) {
    if (toTongkuanError(thrown).code === 'PACK_VERSION_UNKNOWN') return null;
    throw thrown;
  }
  const difference = decodeDifference(new Uint8Array(await response.arrayBuffer()));
  if (difference.from !== version) throw new TongkuanError('PACK_CORRUPT', { what: 'version' });
  if (difference.to === version) {
    await deps.store.putPack({ ...pack, asOf: deps.now() });
    return UP_TO_DATE;
  }
  const old = decodePack(await wholeFile(deps, fileOf(category, version, 'pack')));
  const { file, sources, added, changed, deleted } = applyDifference(old, difference);
  await checkVersion(deps, file, difference.to);
  const { to } = difference;
  await rewrite(deps, fileOf(category, to, 'pack'), [file]);
  const pictures = pack.pictureBytes > 0 ? await mergePictures(deps, pack, to, sources, difference.pictures) : 0;
  const fresh = { version: to, products: sources.length, bytes: file.length, pictureBytes: pictures };
  await replacePack(deps, { ...pack, ...fresh, asOf: deps.now() });
  return { added, changed, deleted };
}

async function rewrite({ store }: DownloadDeps, file: string, parts: Iterable<Uint8Array>): Promise<void> {
  await store.deleteFile(file);
  let at = 0;
  for (const part of parts) {
    await store.append(file, at, part);
    at += part.length;
  }
}

/** Copies pictures from the old file and the difference into a new one, piece by piece. @returns its bytes */
async function mergePictures(
  deps: DownloadDeps,
  pack: KeptPack,
  to: string,
  sources: Int32Array,
  arrived: Uint8Array,
): Promise<number> {
  const from = fileOf(pack.category, pack.version, 'pictures');
  const old = await pictureTable(deps, pack);
  const fresh = decodePictureTable(arrived, arrived.length);
  const spanOf = (source: number) => (source < 0 ? span(fresh, -1 - source) : span(old, source));
  const table = encodePictureTable(
    to,
    Array.from(sources, (source) => spanOf(source).end - spanOf(source).begin),
  );
  const file = fileOf(pack.category, to, 'pictures');
  await rewrite(deps, file, [table]);
  let length = table.length;
  const add = async (bytes: Uint8Array) => {
    await deps.store.append(file, length, bytes);
    length += bytes.length;
  };
  for (let at = 0; at < sources.length; ) {
    const run = runFrom(sources, at, spanOf);
    const { begin, end } = run;
    if (end > begin)
      await add((sources[at] ?? 0) < 0 ? arrived.subarray(begin, end) : await deps.store.read(from, begin, end));
    at = run.next;
  }
  return length;
}

interface Span {
  readonly begin: number;
  readonly end: number;
}

/** Where in its file a picture lies. */
function span({ start, starts }: PictureTable, at: number): Span {
  return { begin: start + (starts[at] ?? 0), end: start + (starts[at + 1] ?? 0) };
}

/** Pictures that follow each other in the same file are copied together. */
function runFrom(sources: Int32Array, at: number, spanOf: (source: number) => Span): Span & { readonly next: number } {
  const first = sources[at] ?? 0;
  const { begin } = spanOf(first);
  let { end } = spanOf(first);
  let next = at + 1;
  for (; next < sources.length && end - begin < COPY_BYTES; next++) {
    const source = sources[next] ?? 0;
    const follows = first < 0 ? source < 0 : source >= 0;
    if (!follows || spanOf(source).begin !== end) break;
    end = spanOf(source).end;
  }
  return { begin, end, next };
}
