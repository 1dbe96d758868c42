/** Bytes of a feed as they were before somebody compressed them. What they are is told by their first bytes, not by a name. */
import { extname } from 'node:path';
import { pipeline, Readable, type Transform } from 'node:stream';
import zlib from 'node:zlib';
import { TongkuanError } from '#core/errors.ts';

/** Most bytes a feed may unpack to: ten times the largest feeds we know. Beyond it, it was made to fill a machine. */
export const PLAIN_MAX_BYTES = 50_000_000_000;
/** Enough to know a compression by, and the format of what is inside. */
export const HEAD_BYTES = 65_536;

interface Compression {
  readonly name: string;
  readonly mark: readonly number[];
  /** Null where this version of Node cannot unpack it. */
  readonly unpack: (() => Transform) | null;
  readonly help?: string;
}

/** Node has it from 22.15 on; its types of Node 20 do not know it. */
const zstd = (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress ?? null;

const SAVE_PLAIN = 'unpack it, or pack it with gzip';
const COMPRESSIONS: readonly Compression[] = [
  { name: 'gzip', mark: [0x1f, 0x8b], unpack: () => zlib.createGunzip() },
  { name: 'zstd', mark: [0x28, 0xb5, 0x2f, 0xfd], unpack: zstd, help: 'needs Node 22.15 or newer, or gzip' },
  { name: 'ZIP', mark: [0x50, 0x4b, 0x03, 0x04], unpack: null, help: 'unpack it; an Excel file: save it as CSV' },
  { name: 'bzip2', mark: [0x42, 0x5a, 0x68], unpack: null, help: SAVE_PLAIN },
  { name: 'xz', mark: [0xfd, 0x37, 0x7a, 0x58, 0x5a], unpack: null, help: SAVE_PLAIN },
];

/**
 * The plain bytes, of at most `limit`.
 * @param name path or address: Brotli has no mark and is known by `.br` alone
 * @throws FEED_UNREADABLE while reading: unknown compression, damaged or cut off, larger than the limit
 */
export async function* plainBytes(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  limit = PLAIN_MAX_BYTES,
): AsyncGenerator<Uint8Array> {
  const { head, rest } = await splitHead(bytes, 8);
  const unpack = unpackerOf(head, name);
  let total = 0;
  try {
    for await (const chunk of unpack ? unpacked(rest, unpack()) : rest) {
      total += chunk.length;
      if (total > limit) throw new TongkuanError('FEED_UNREADABLE', { what: 'unpacks to more than is allowed', limit });
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof TongkuanError || !unpack) throw cause;
    const reason = (cause as Error).message;
    throw new TongkuanError('FEED_UNREADABLE', { what: 'damaged, or cut off in the middle', reason }, { cause });
  }
}

/** True for bytes that are not the feed itself. */
export function isCompressed(head: Uint8Array, name: string): boolean {
  return compressionOf(head) !== undefined || isBrotli(name);
}

/**
 * The first `size` bytes, or all where there are fewer, and the whole stream again.
 * Who does not read `rest` to its end calls its `return`, as `for await` does.
 */
export async function splitHead(bytes: AsyncIterable<Uint8Array>, size: number) {
  const iterator = bytes[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < size) {
    const { done, value } = await iterator.next();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  const head = Buffer.concat(chunks);
  return { head: head.subarray(0, size), rest: joined(head, iterator) };
}

async function* joined(head: Uint8Array, others: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await others.next(); !next.done; next = await others.next()) yield next.value;
  } finally {
    await others.return?.();
  }
}

function compressionOf(head: Uint8Array): Compression | undefined {
  return COMPRESSIONS.find(({ mark }) => mark.every((byte, i) => head[i] === byte));
}

function isBrotli(name: string): boolean {
  return extname(name).toLowerCase() === '.br';
}

function unpackerOf(head: Uint8Array, name: string): (() => Transform) | null {
  const compression = compressionOf(head);
  if (!compression) return isBrotli(name) ? () => zlib.createBrotliDecompress() : null;
  if (compression.unpack) return compression.unpack;
  throw new TongkuanError('FEED_UNREADABLE', { what: `packed with ${compression.name}`, help: compression.help });
}

function unpacked(bytes: AsyncIterable<Uint8Array>, unpack: Transform): AsyncIterable<Uint8Array> {
  pipeline(Readable.from(bytes), unpack, () => {}); // its error comes out of `unpack`, too
  return unpack;
}
