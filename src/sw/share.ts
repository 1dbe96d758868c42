/** A picture shared from another app: kept on the device until the page takes it. No byte of it goes to the network. */
import { SHARE_FIELD, SHARED_CACHE, SHARED_KEY, SHARED_QUERY } from '#core/shared-photo.ts';

/** Stores the shared picture and opens the page on it; a share without one opens the page, which says so. */
export async function receiveShare(request: Request): Promise<Response> {
  const cache = await caches.open(SHARED_CACHE);
  await cache.delete(SHARED_KEY);
  const file = (await request.formData()).get(SHARE_FIELD);
  if (file instanceof File) {
    await cache.put(SHARED_KEY, new Response(file, { headers: { 'content-type': file.type } }));
  }
  return Response.redirect(`/?${SHARED_QUERY}`, 303);
}
