/** Bytes of a feed → text. */
import { TongkuanError } from '#core/errors.ts';

/** Byte order marks of encodings that spreadsheets save ("Unicode text"). */
const MARKS = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const;

/** Decodes bytes and drops a byte order mark. @throws FEED_UNREADABLE for an encoding nobody knows */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** The start of a feed as text. @throws FEED_UNREADABLE */
export function decodeHead(head: Uint8Array, encoding: string): string {
  return decoderOf(encoding).decode(head, { stream: true });
}

/** What the first bytes say of the encoding, else `said`, else UTF-8. */
export function encodingOf(head: Uint8Array, said?: string): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => head[i] === byte));
  if (marked) return marked[0];
  if (said) return said;
  const declaration = Buffer.from(head.subarray(0, 200)).toString('latin1');
  const declared = /^\s*<\?xml[^>]*\sencoding=["']([\w.:-]+)["']/.exec(declaration)?.[1] ?? 'utf-8';
  return /^utf-?16|ucs/i.test(declared) ? 'utf-8' : declared; // could be read byte by byte: it is not UTF-16
}

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(encoding);
  } catch (cause) {
    throw new TongkuanError('FEED_UNREADABLE', { encoding, what: 'unknown encoding' }, { cause });
  }
}
