/** Fetching by feeds' addresses: public hosts only, checked redirects, deadline, size limit, retries, few requests at once. */
import { createWriteStream } from 'node:fs';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { TongkuanError } from '#core/errors.ts';
import { checkAddress, ForbiddenAddressError, publicLookup } from './address.ts';
import { plainBody } from './body.ts';
import { Failure, pause, pauseAfter, RETRY_DELAYS_MS, retryAfterOf } from './retry.ts';
import { HostSlots } from './slots.ts';

/** Most redirects followed for one address. */
const REDIRECTS_MAX = 5;
/** One attempt, from the name's look-up to the last byte; waiting in line does not count. */
const TIMEOUT_MS = 20_000;
/** Requests at once. A host gets as many as a browser would send it. */
const slots = new HostSlots(6, 24);

export interface HttpOptions {
  /** Also reads from this machine and its network, at any port. */
  readonly allowPrivateHosts: boolean;
  readonly timeoutMs?: number | undefined;
  readonly retryDelaysMs?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a server gives so that it can be asked whether something changed. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** One thing to fetch. */
export interface Wanted {
  readonly url: URL;
  readonly maxBytes: number;
  /** Those of what is known: it comes only when it is another. */
  readonly known?: Validators | null | undefined;
  /** May refuse what its first bytes show not to be wanted, before the rest is read. */
  readonly checkHead?: (head: Uint8Array) => void;
}

export interface Fetched {
  readonly bytes: Uint8Array;
  readonly validators: Validators;
}

/** The bytes at an address, or null when the server says that they did not change. @throws PICTURE_*, ABORTED */
export function fetchIfChanged(wanted: Wanted, options: HttpOptions): Promise<Fetched | null> {
  return withRetries(wanted.url, options, async (signal) => {
    const response = await follow(wanted, options, signal);
    if (response === null) return null;
    const chunks: Uint8Array[] = [];
    for await (const chunk of plainBody(response, wanted)) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks), validators: validatorsOf(response) };
  });
}

/** The bytes at an address. @throws PICTURE_FETCH, PICTURE_TOO_LARGE, ABORTED */
export async function fetchBytes(url: URL, maxBytes: number, options: HttpOptions): Promise<Uint8Array> {
  const fetched = await fetchIfChanged({ url, maxBytes }, options);
  return fetched?.bytes ?? new Uint8Array();
}

/** Writes what is at an address to a file; null when it did not change. @throws PICTURE_FETCH, PICTURE_TOO_LARGE, ABORTED */
export function fetchFile(wanted: Wanted, path: string, options: HttpOptions): Promise<Validators | null> {
  return withRetries(wanted.url, options, async (signal) => {
    const response = await follow(wanted, options, signal);
    if (response === null) return null;
    await pipeline(plainBody(response, wanted), createWriteStream(path));
    return validatorsOf(response);
  });
}

async function withRetries<T>(
  url: URL,
  { signal, timeoutMs = TIMEOUT_MS, retryDelaysMs = RETRY_DELAYS_MS }: HttpOptions,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await slots.run(url.host, () => beforeDeadline(timeoutMs, signal, attempt));
    } catch (error) {
      if (signal?.aborted) throw new TongkuanError('ABORTED');
      if (error instanceof TongkuanError) throw error;
      const ms = mayPass(error) ? pauseAfter(error, tries, retryDelaysMs) : null;
      if (ms === null) {
        const details = { url: url.origin + url.pathname, reason: (error as Error).message };
        throw new TongkuanError('PICTURE_FETCH', details, { cause: error });
      }
      await pause(ms, signal);
    }
  }
}

async function beforeDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    return await attempt(signal ? AbortSignal.any([signal, deadline]) : deadline);
  } catch (error) {
    if (deadline.aborted && !(error instanceof TongkuanError)) {
      throw new Failure(`no answer within ${timeoutMs / 1000} s`, true);
    }
    throw error;
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof Failure ? error.mayPass : !(error instanceof ForbiddenAddressError);
}

/** The answer at the end of the redirects, each step checked like the first; null for "not modified". */
async function follow(wanted: Wanted, options: HttpOptions, signal: AbortSignal): Promise<IncomingMessage | null> {
  let at = wanted.url;
  for (let step = 0; step <= REDIRECTS_MAX; step++) {
    const response = await ask(at, wanted.known ?? null, options.allowPrivateHosts, signal);
    const { statusCode: status = 0, headers } = response;
    if (status === 200) return response;
    response.destroy();
    if (status === 304 && wanted.known) return null;
    if (![301, 302, 303, 307, 308].includes(status) || !headers.location) throw failureOf(response);
    at = redirected(headers.location, at);
  }
  throw new Failure('too many redirects', false);
}

function failureOf({ statusCode: status = 0, headers }: IncomingMessage): Failure {
  const mayPass = status >= 500 || status === 429 || status === 408;
  return new Failure(`answered ${status}`, mayPass, mayPass ? retryAfterOf(headers['retry-after']) : null);
}

function redirected(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) throw new Failure('redirected to what is no address', false);
  return new URL(location, from);
}

/** Connections of both worlds are kept apart: one that was allowed to a private host is not used where none is. */
const agents = {
  public: { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) },
  any: { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) },
};

function ask(url: URL, known: Validators | null, allowPrivateHosts: boolean, signal: AbortSignal) {
  checkAddress(url, allowPrivateHosts);
  const isHttps = url.protocol === 'https:';
  const request = isHttps ? requestHttps : requestHttp;
  return new Promise<IncomingMessage>((resolve, reject) => {
    request(url, {
      headers: {
        'user-agent': 'tongkuan',
        accept: 'image/*,*/*;q=0.8',
        'accept-encoding': 'identity',
        ...(known?.etag ? { 'if-none-match': known.etag } : {}),
        ...(known?.lastModified ? { 'if-modified-since': known.lastModified } : {}),
      },
      agent: agents[allowPrivateHosts ? 'any' : 'public'][isHttps ? 'https' : 'http'],
      ...(allowPrivateHosts ? {} : { lookup: publicLookup }),
      signal,
    })
      .on('response', resolve)
      .on('error', reject)
      .end();
  });
}

function validatorsOf({ headers }: IncomingMessage): Validators {
  return { etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null };
}
