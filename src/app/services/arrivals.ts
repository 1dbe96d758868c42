/** Photos and wishes that come with the opening of the page: a share, a link, a file opened with the app, a shortcut. */
import { TongkuanError } from '#core/errors.ts';
import { SHARED_CACHE, SHARED_KEY, SHARED_QUERY } from '#core/shared-photo.ts';

/** In the queries of the home screen icon's shortcuts. */
export const CAMERA_QUERY = 'camera';
export const GALLERY_QUERY = 'gallery';
export const HISTORY_QUERY = 'history';
/** In the query of a link that opens a picture of this site: `/?photo=/examples/scene-1.jpg`. */
export const PHOTO_QUERY = 'photo';

interface LaunchQueue {
  setConsumer(consume: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** In the query of a shared product's address, with its id. */
export const PRODUCT_QUERY = 'product';

/** What the page was opened with under this name, once: it is taken from the query, so that a reload starts anew. */
export function takenFromQuery(name: string): string | null {
  const url = new URL(location.href);
  const value = url.searchParams.get(name);
  if (value === null) return null;
  url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
  return value;
}

/** Address that opens this page on a product. */
export function productAddress(id: string): string {
  return `${location.origin}/?${new URLSearchParams({ [PRODUCT_QUERY]: id })}`;
}

export function openedWith(name: string): boolean {
  return takenFromQuery(name) !== null;
}

/** The photos another app shared; none when the page was not opened by a share. @throws PICTURE_UNREADABLE */
export async function sharedPhotos(): Promise<Blob[]> {
  if (!openedWith(SHARED_QUERY)) return [];
  const cache = await caches.open(SHARED_CACHE);
  const kept = await cache.matchAll(SHARED_KEY, { ignoreSearch: true });
  const photos = await Promise.all(kept.map((response) => response.blob()));
  await caches.delete(SHARED_CACHE);
  if (photos.length === 0) throw new TongkuanError('PICTURE_UNREADABLE', { what: 'the share holds no picture' });
  return photos;
}

/** Hands on pictures that a desktop opens with the installed app; `onFail` hears of those that are no longer there. */
export function watchOpenedFiles(onFiles: (files: File[]) => Promise<void>, onFail: (thrown: unknown) => void): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(async ({ files }) => {
    const read = await Promise.allSettled(files.map((file) => file.getFile()));
    const there = read.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    if (there.length > 0) await onFiles(there); // a photo that comes later would take the complaint away
    const gone = read.find(({ status }) => status === 'rejected');
    if (gone) onFail(new TongkuanError('PICTURE_UNREADABLE', { what: 'opened file' }, { cause: gone }));
  });
}
