/** A file that never changes under its ETag: whole, a part of it, or "you have it". */
import { createReadStream } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TongkuanError } from '#core/errors.ts';

/** First and last byte, both inclusive. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The one range a `Range` header asks for; null for none, several or one that is not understood, which RFC 9110 allows to
 * answer with the whole.
 * @throws RANGE_INVALID when it lies outside of the file
 */
export function rangeOf(header: string | undefined, bytes: number): ByteRange | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const last = from === '' || to === '' ? bytes - 1 : Math.min(bytes - 1, Number(to));
  if (from !== '' && to !== '' && Number(to) < Number(from)) return null;
  if (first >= bytes || first > last) throw new TongkuanError('RANGE_INVALID', { bytes });
  return { first, last };
}

export interface FileToSend {
  readonly path: string;
  readonly bytes: number;
  /** In quotes. */
  readonly etag: string;
}

/** @throws RANGE_INVALID */
export function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, bytes, etag }: FileToSend,
): FastifyReply {
  void reply.headers({ etag, 'accept-ranges': 'bytes', 'cache-control': 'no-cache' });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const condition = request.headers['if-range'];
  const asked = condition === undefined || condition === etag ? request.headers.range : undefined;
  const range = tryRange(reply, asked, bytes);
  void reply.type('application/octet-stream');
  if (!range) return reply.header('content-length', bytes).send(createReadStream(path));
  const { first, last } = range;
  void reply.code(206).headers({
    'content-range': `bytes ${first}-${last}/${bytes}`,
    'content-length': last - first + 1,
  });
  return reply.send(createReadStream(path, { start: first, end: last }));
}

function tryRange(reply: FastifyReply, header: string | undefined, bytes: number): ByteRange | null {
  try {
    return rangeOf(header, bytes);
  } catch (thrown) {
    void reply.header('content-range', `bytes */${bytes}`);
    throw thrown;
  }
}
