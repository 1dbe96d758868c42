/** One file of the shop, fetched into the store; goes on where it stopped. */
import { isErrorCode, TongkuanError } from '#core/errors.ts';
import type { ErrorResponse } from '#core/search-protocol.ts';
import type { PackStore } from './store.ts';
import type { Progress } from './types.ts';

/** Written at least so often: what has not been written is lost when the page goes. */
const WRITE_BYTES = 524_288;
/** How long to wait for what the shop is still making, and how often. */
const PREPARING_MS = 4_000;
const PREPARING_TRIES = 150;

export interface FetchFileDeps {
  readonly fetch: typeof fetch;
  readonly store: PackStore;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface FileWanted {
  readonly url: string;
  /** Name in the store of the file of a version. */
  readonly file: (version: string) => string;
  /** Of the bytes that are there already; null: none are. */
  readonly version: string | null;
  /** Takes only this version. */
  readonly only?: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Told before the first byte of a version is written. */
  readonly onVersion?: (version: string) => Promise<void>;
}

/** What the page and the shop tell each other of a failure. @throws whatever the shop says, or PACK_FETCH */
export async function checkAnswer(response: Response): Promise<void> {
  if (response.ok) return;
  const answer = (await response.json().catch(() => null)) as Partial<ErrorResponse> | null;
  const code = answer?.error?.code;
  throw new TongkuanError(isErrorCode(code) ? code : 'PACK_FETCH', { status: response.status });
}

/** @throws ABORTED, PACK_FETCH */
export async function ask(deps: Pick<FetchFileDeps, 'fetch'>, url: string, init: RequestInit): Promise<Response> {
  try {
    return await deps.fetch(url, { credentials: 'omit', ...init });
  } catch (cause) {
    throw new TongkuanError(init.signal?.aborted ? 'ABORTED' : 'PACK_FETCH', {}, { cause });
  }
}

/**
 * @returns the version that is there now, whole, or null when the shop has another one than `only`
 * @throws ABORTED, PACK_FETCH, PACK_UNKNOWN, STORAGE_FULL, STORAGE_FAILED
 */
export async function fetchFile(deps: FetchFileDeps, wanted: FileWanted): Promise<string | null> {
  const had = wanted.version === null ? 0 : await deps.store.length(wanted.file(wanted.version));
  const headers = had > 0 ? { range: `bytes=${had}-`, 'if-range': `"${wanted.version}"` } : {};
  const response = await askUntilReady(deps, wanted, headers);
  if (response.status === 416 && wanted.version !== null) return wanted.version; // all of it is there already
  await checkAnswer(response);
  const version = /^"([0-9a-f]{32})"$/.exec(response.headers.get('etag') ?? '')?.[1];
  if (!version) throw new TongkuanError('PACK_FETCH', { reason: 'no version' });
  if (wanted.only !== undefined && wanted.only !== version) {
    await response.body?.cancel();
    return null;
  }
  const goesOn = response.status === 206 && version === wanted.version;
  if (!goesOn) {
    if (wanted.version !== null) await deps.store.deleteFile(wanted.file(wanted.version));
    await deps.store.deleteFile(wanted.file(version));
    await wanted.onVersion?.(version);
  }
  await save(deps.store, wanted, wanted.file(version), response, goesOn ? had : 0);
  return version;
}

async function askUntilReady(deps: FetchFileDeps, wanted: FileWanted, headers: HeadersInit): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await ask(deps, wanted.url, { headers, signal: wanted.signal });
    if (response.status !== 503 || tries >= PREPARING_TRIES) return response;
    await deps.sleep(PREPARING_MS, wanted.signal);
  }
}

/** Writes the body as it comes; what came before a failure is written, too. */
async function save(store: PackStore, wanted: FileWanted, file: string, response: Response, from: number) {
  const { signal, onProgress } = wanted;
  const total = from + Number(response.headers.get('content-length'));
  const reader = response.body?.getReader();
  let written = from;
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  const flush = async () => {
    const joined = new Uint8Array(bytes);
    let at = 0;
    for (const part of waiting) {
      joined.set(part, at);
      at += part.length;
    }
    waiting = [];
    bytes = 0;
    if (joined.length > 0) await store.append(file, written, joined);
    written += joined.length;
  };
  try {
    for (;;) {
      const step = await reader?.read();
      if (!step || step.done) break;
      waiting.push(step.value);
      bytes += step.value.length;
      onProgress({ loaded: written + bytes, total });
      if (bytes >= WRITE_BYTES) await flush();
    }
  } catch (thrown) {
    await flush();
    if (thrown instanceof TongkuanError) throw thrown; // of the storage
    throw new TongkuanError(signal.aborted ? 'ABORTED' : 'PACK_FETCH', {}, { cause: thrown });
  } finally {
    reader?.cancel().catch(() => {});
  }
  await flush();
  if (written < total) throw new TongkuanError('PACK_FETCH', { written, total });
}
