/** Pictures shared from another app: kept on the device until the page takes them. No byte of them goes to the network. */
import { PHOTOS_MOST, SHARE_FIELD, SHARED_CACHE, SHARED_KEY, SHARED_QUERY } from '#core/shared-photo.ts';

/** One more than the page holds: it then says that some were left out. */
const KEPT_MOST = PHOTOS_MOST + 1;

/** Stores the shared pictures and opens the page on them; a share without any opens the page, which says so. */
export async function receiveShare(request: Request): Promise<Response> {
  await caches.delete(SHARED_CACHE);
  const cache = await caches.open(SHARED_CACHE);
  const fields = (await request.formData()).getAll(SHARE_FIELD);
  const files = fields.filter((field) => field instanceof File).slice(0, KEPT_MOST);
  for (const [number, file] of files.entries()) {
    await cache.put(`${SHARED_KEY}?${number}`, new Response(file, { headers: { 'content-type': file.type } }));
  }
  return Response.redirect(`/?${SHARED_QUERY}`, 303);
}
