/**
 * One file with all a shopper keeps: saved products and past searches, photos included. It is JSON:
 *
 *   { "format": "tongkuan-data", "version": 1, "exported": "2026-01-31T12:00:00.000Z",
 *     "saved": [SavedProduct…], "searches": [PastSearch…, its `photo` as a base64 data: address] }
 *
 * Unknown fields are dropped. A file of a later version is refused, and so is one in which any entry is not valid: it may
 * come from anywhere.
 */
import { TongkuanError } from '#core/errors.ts';
import { isPastSearch, isRecord, isSavedProduct, pastSearchOf, savedProductOf } from './data-file-check.ts';
import type { PastSearch } from './history-store.ts';
import type { SavedProduct } from './saved-store.ts';

const FORMAT = 'tongkuan-data';
const VERSION = 1;
/** A phone holds the file's text in memory while it reads it. */
export const FILE_BYTES_MAX = 200_000_000;
/** More than anyone looks through. */
const ENTRIES_MAX = 5000;
/** Arguments a function takes at once. */
const CHUNK = 0x8000;

export interface KeptData {
  readonly saved: readonly SavedProduct[];
  readonly searches: readonly PastSearch[];
}

/** Writes entry by entry, so that the whole is never one string in memory. */
export async function writeDataFile({ saved, searches }: KeptData, exported: Date): Promise<Blob> {
  const head = JSON.stringify({ format: FORMAT, version: VERSION, exported: exported.toISOString() });
  const parts: BlobPart[] = [head.slice(0, -1), ',\n"saved":['];
  saved.forEach((one, index) => {
    parts.push(index === 0 ? '\n' : ',\n', JSON.stringify(one));
  });
  parts.push('],\n"searches":[');
  for (const [index, search] of searches.entries()) {
    const entry = JSON.stringify({ ...search, photo: await dataUrlOf(search.photo) });
    parts.push(index === 0 ? '\n' : ',\n', new Blob([entry]));
  }
  parts.push(']}\n');
  return new Blob(parts, { type: 'application/json' });
}

/** @throws DATA_TOO_LARGE, DATA_VERSION, DATA_INVALID with `details.at` */
export async function readDataFile(file: Blob): Promise<KeptData> {
  if (file.size > FILE_BYTES_MAX) throw new TongkuanError('DATA_TOO_LARGE', { bytes: file.size });
  const data = parsed(await file.text());
  if (!isRecord(data) || data.format !== FORMAT) throw new TongkuanError('DATA_INVALID', { at: 'format' });
  if (typeof data.version !== 'number') throw new TongkuanError('DATA_INVALID', { at: 'version' });
  if (data.version > VERSION) throw new TongkuanError('DATA_VERSION', { version: data.version });
  return {
    saved: entries(data.saved, 'saved', isSavedProduct).map(savedProductOf),
    searches: entries(data.searches, 'searches', isPastSearch).map((entry) => pastSearchOf(entry, blobOf(entry.photo))),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TongkuanError('DATA_INVALID', { at: 'json' }, { cause });
  }
}

function entries<T>(list: unknown, name: string, isValid: (entry: unknown) => entry is T): T[] {
  if (!Array.isArray(list) || list.length > ENTRIES_MAX) throw new TongkuanError('DATA_INVALID', { at: name });
  return list.map((entry: unknown, index) => {
    if (!isValid(entry)) throw new TongkuanError('DATA_INVALID', { at: `${name}[${index}]` });
    return entry;
  });
}

async function dataUrlOf(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return `data:${blob.type || 'image/jpeg'};base64,${btoa(text)}`;
}

/** @param url checked to be a base64 data: address */
function blobOf(url: string): Blob {
  const comma = url.indexOf(',');
  const type = url.slice('data:'.length, url.indexOf(';'));
  try {
    return new Blob([Uint8Array.from(atob(url.slice(comma + 1)), (char) => char.charCodeAt(0))], { type });
  } catch (cause) {
    throw new TongkuanError('DATA_INVALID', { at: 'photo' }, { cause });
  }
}
