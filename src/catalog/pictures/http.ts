/** Fetching by feeds' addresses: public hosts only, checked redirects, deadline, size limit, retries with back-off. */
import { createWriteStream } from 'node:fs';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { TongkuanError } from '#core/errors.ts';
import { isPrivateHost, PrivateAddressError, publicLookup } from './address.ts';

/** Most redirects followed for one address. */
const REDIRECTS_MAX = 5;
/** One attempt, from the name's look-up to the last byte. */
const TIMEOUT_MS = 20_000;
/** Pauses before the second and third attempt. */
const RETRY_DELAYS_MS = [500, 2_000];

export interface HttpOptions {
  /** Also reads from this machine and its network. */
  readonly allowPrivateHosts: boolean;
  readonly timeoutMs?: number | undefined;
  readonly retryDelaysMs?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Why an attempt failed, and whether another may succeed. */
class Failure extends Error {
  constructor(
    reason: string,
    readonly mayPass: boolean,
  ) {
    super(reason);
  }
}

/** The bytes at an address. @throws PICTURE_FETCH, PICTURE_TOO_LARGE, ABORTED */
export function fetchBytes(url: URL, maxBytes: number, options: HttpOptions): Promise<Uint8Array> {
  return withRetries(url, options, async (signal) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of limited(await follow(url, options, signal), maxBytes)) chunks.push(chunk);
    return Buffer.concat(chunks);
  });
}

/** Writes what is at an address to a file. @throws PICTURE_FETCH, PICTURE_TOO_LARGE, ABORTED */
export function fetchFile(url: URL, path: string, maxBytes: number, options: HttpOptions): Promise<void> {
  return withRetries(url, options, async (signal) => {
    await pipeline(limited(await follow(url, options, signal), maxBytes), createWriteStream(path));
  });
}

async function* limited(response: IncomingMessage, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw new TongkuanError('PICTURE_TOO_LARGE', { limit });
    yield chunk;
  }
}

async function withRetries<T>(
  url: URL,
  { signal, timeoutMs = TIMEOUT_MS, retryDelaysMs = RETRY_DELAYS_MS }: HttpOptions,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      return await attempt(signal ? AbortSignal.any([signal, deadline]) : deadline);
    } catch (error) {
      if (signal?.aborted) throw new TongkuanError('ABORTED');
      if (error instanceof TongkuanError) throw error;
      const pause = retryDelaysMs[tries];
      if (!mayPass(error) || pause === undefined) {
        const reason = deadline.aborted ? `no answer within ${timeoutMs / 1000} s` : (error as Error).message;
        throw new TongkuanError('PICTURE_FETCH', { url: url.origin + url.pathname, reason }, { cause: error });
      }
      await sleep(pause, undefined, signal ? { signal } : {}).catch(() => {});
    }
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof Failure ? error.mayPass : !(error instanceof PrivateAddressError);
}

/** The answer at the end of the redirects; each step is checked like the first. */
async function follow(url: URL, options: HttpOptions, signal: AbortSignal): Promise<IncomingMessage> {
  let at = url;
  for (let step = 0; step <= REDIRECTS_MAX; step++) {
    const response = await ask(at, options.allowPrivateHosts, signal);
    const { statusCode: status = 0, headers } = response;
    if (status === 200) return response;
    response.destroy();
    if (![301, 302, 303, 307, 308].includes(status) || !headers.location) {
      throw new Failure(`answered ${status}`, status >= 500 || status === 429 || status === 408);
    }
    at = new URL(headers.location, at);
  }
  throw new Failure('too many redirects', false);
}

function ask(url: URL, allowPrivateHosts: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  if (!['http:', 'https:'].includes(url.protocol)) throw new Failure(`not http or https: ${url.protocol}`, false);
  if (!allowPrivateHosts && isPrivateHost(url.hostname)) throw new PrivateAddressError('a private address');
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, {
      headers: { 'user-agent': 'tongkuan', accept: 'image/*,*/*;q=0.8', 'accept-encoding': 'identity' },
      ...(allowPrivateHosts ? {} : { lookup: publicLookup }),
      signal,
    })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
}
