/**
 * Model and runtime files: fetched once, hashed before every use, kept in Cache Storage under an address that holds the
 * start of the hash. Without Cache Storage (a private window) everything works and is fetched each time.
 */
import { TongkuanError, toTongkuanError } from '#core/errors.ts';
import type { VerifiedFile } from './runtime-files.ts';

export const MODEL_CACHE = 'tongkuan-models-v1';

/** Called with every further number of bytes. */
export type OnBytes = (bytes: number) => void;

/** The cache, or null where the browser has none or refuses. */
export async function openModelCache(): Promise<Cache | null> {
  try {
    return await caches.open(MODEL_CACHE);
  } catch {
    return null;
  }
}

/** The address a file is fetched from and kept under. */
export function versionedUrl({ url, sha256 }: VerifiedFile): string {
  return new URL(`${url}?v=${sha256.slice(0, 8)}`, self.location.href).href;
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (!self.crypto?.subtle)
    throw new TongkuanError('RUNTIME_UNAVAILABLE', { reasons: ['[crypto] files can be checked only over https'] });
  const hash = new Uint8Array(await self.crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Reads a body of known size; shorter when the body is, and one byte longer when the body does not end there. */
async function readBody(response: Response, size: number, onBytes: OnBytes): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size + 1);
  let filled = 0;
  const reader = response.body?.getReader();
  while (reader && filled <= size) {
    const { done, value } = await reader.read();
    if (done) break;
    const part = value.subarray(0, bytes.length - filled);
    bytes.set(part, filled);
    filled += part.length;
    onBytes(part.length);
  }
  await reader?.cancel();
  return bytes.subarray(0, filled);
}

/** @throws MODEL_FETCH */
async function download(file: VerifiedFile, cache: RequestCache, onBytes: OnBytes): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(versionedUrl(file), { cache });
    if (!response.ok) throw new TongkuanError('MODEL_FETCH', { url: file.url, reason: `HTTP ${response.status}` });
    return await readBody(response, file.bytes, onBytes);
  } catch (thrown) {
    if (thrown instanceof TongkuanError) throw thrown;
    const { reason } = toTongkuanError(thrown).details;
    throw new TongkuanError('MODEL_FETCH', { url: file.url, reason }, { cause: thrown });
  }
}

async function fromCache(cache: Cache | null, file: VerifiedFile): Promise<Uint8Array<ArrayBuffer> | null> {
  const hit = await cache?.match(versionedUrl(file));
  if (!cache || !hit) return null;
  const bytes = new Uint8Array(await hit.arrayBuffer());
  if ((await sha256Of(bytes)) === file.sha256) return bytes;
  await cache.delete(versionedUrl(file));
  return null;
}

async function keep(cache: Cache | null, file: VerifiedFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length) };
  // A full disk is no reason to fail: the file is there for this visit.
  await cache?.put(versionedUrl(file), new Response(bytes, { headers })).catch(() => {});
}

/**
 * The bytes of a file, after its hash was checked. A damaged copy in the cache is replaced; a damaged download is tried
 * once more past the HTTP cache.
 * @throws MODEL_FETCH, MODEL_CORRUPT
 */
export async function fetchVerified(file: VerifiedFile, onBytes: OnBytes): Promise<Uint8Array<ArrayBuffer>> {
  const cache = await openModelCache();
  const kept = await fromCache(cache, file);
  if (kept) {
    onBytes(kept.length);
    return kept;
  }
  let actual = '';
  for (const mode of ['default', 'reload'] as const) {
    let loaded = 0;
    const bytes = await download(file, mode, (more) => {
      loaded += more;
      onBytes(more);
    });
    actual = await sha256Of(bytes);
    if (actual === file.sha256) {
      await keep(cache, file, bytes);
      return bytes;
    }
    onBytes(-loaded);
  }
  throw new TongkuanError('MODEL_CORRUPT', { url: file.url, expected: file.sha256, actual });
}

/** Removes what other versions left behind. */
export async function keepOnly(urls: readonly string[]): Promise<void> {
  const cache = await openModelCache();
  for (const request of (await cache?.keys()) ?? []) if (!urls.includes(request.url)) await cache?.delete(request);
}
