/** The body of an answer: unpacked, measured, and looked at before all of it has come. */
import type { IncomingMessage } from 'node:http';
import { pipeline, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { TongkuanError } from '#core/errors.ts';
import { Failure } from './retry.ts';

/** Enough to tell a picture from a page. */
const HEAD_BYTES = 32;

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  deflate: () => zlib.createInflate(),
  br: () => zlib.createBrotliDecompress(),
};

interface Limits {
  readonly maxBytes: number;
  readonly checkHead?: (head: Uint8Array) => void;
}

/** The bytes as they were before the server packed them (some do, though we ask them not to). @throws PICTURE_TOO_LARGE */
export async function* plainBody(
  response: IncomingMessage,
  { maxBytes, checkHead }: Limits,
): AsyncGenerator<Uint8Array> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy();
    throw new TongkuanError('PICTURE_TOO_LARGE', { limit: maxBytes });
  }
  let size = 0;
  let head: Uint8Array | null = checkHead ? new Uint8Array() : null;
  for await (const chunk of unpacked(response)) {
    size += chunk.length;
    if (size > maxBytes) throw new TongkuanError('PICTURE_TOO_LARGE', { limit: maxBytes });
    if (head) {
      head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)]);
      if (head.length >= HEAD_BYTES) {
        checkHead?.(head);
        head = null;
      }
    }
    yield chunk;
  }
  if (head) checkHead?.(head);
}

function unpacked(response: IncomingMessage): AsyncIterable<Uint8Array> {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === '' || encoding === 'identity') return response;
  const unpack = Object.hasOwn(UNPACKERS, encoding) ? UNPACKERS[encoding]?.() : undefined;
  if (!unpack) {
    response.destroy();
    throw new Failure(`packed as ${encoding.slice(0, 40)}`, false);
  }
  pipeline(response, unpack, () => {}); // its error comes out of `unpack`, too
  return unpack;
}
