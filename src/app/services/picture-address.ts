/** Pictures given by their address: in the page's query, or dragged back from the results. Never from another site. */
import { TongkuanError } from '#core/errors.ts';
import { PICTURE_WIDTHS } from '#core/search-protocol.ts';
import { PHOTO_MAX_BYTES } from './photo-input.ts';

/**
 * The absolute address of a picture of this page's own origin.
 * @param page address that a relative one is based on
 * @throws PICTURE_FOREIGN for any other origin or scheme, PICTURE_UNREADABLE for what is no address
 */
export function ownAddress(address: string, page: string): string {
  const url = parsed(address, page);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.origin !== new URL(page).origin) throw new TongkuanError('PICTURE_FOREIGN');
  return url.href;
}

function parsed(address: string, page: string): URL {
  try {
    return new URL(address, page);
  } catch (cause) {
    throw new TongkuanError('PICTURE_UNREADABLE', { what: 'not an address' }, { cause });
  }
}

/**
 * Fetches a picture of this page's own origin. Redirects are not followed: they could lead elsewhere.
 * @throws PICTURE_FOREIGN, PICTURE_UNREADABLE, PICTURE_TOO_LARGE, PICTURE_FETCH
 */
export async function fetchPicture(address: string, page: string, get: typeof fetch = fetch): Promise<Blob> {
  const url = ownAddress(address, page);
  const answer = await get(url, { redirect: 'error', credentials: 'omit' }).catch((cause: unknown) => {
    throw new TongkuanError('PICTURE_FETCH', {}, { cause });
  });
  if (!answer.ok) throw new TongkuanError('PICTURE_FETCH', { status: answer.status });
  const type = answer.headers.get('content-type') ?? '';
  if (!type.startsWith('image/')) throw new TongkuanError('PICTURE_UNREADABLE', { type });
  return new Blob(await limited(answer), { type });
}

/** The body, as long as it is not too large: the length an answer announces need not be true. */
async function limited({ body }: Response): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  for (let bytes = 0; reader; ) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new TongkuanError('PICTURE_FETCH', {}, { cause });
    });
    if (done) break;
    bytes += value.length;
    if (bytes > PHOTO_MAX_BYTES) {
      void reader.cancel();
      throw new TongkuanError('PICTURE_TOO_LARGE', { bytes });
    }
    chunks.push(value);
  }
  return chunks;
}

/** The same product picture as large as the shop has it; any other address as it is. */
export function largest(address: string, page: string): string {
  const url = parsed(address, page);
  if (url.searchParams.has('width')) url.searchParams.set('width', `${PICTURE_WIDTHS.at(-1)}`);
  return url.href;
}

/** The first address of a `text/uri-list` (RFC 2483); null: there is none. */
export function firstAddress(list: string): string | null {
  const lines = list.split(/\r?\n/).map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? null;
}
