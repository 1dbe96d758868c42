/** Photos and wishes that come with the opening of the page: a share, a file opened with the app, a shortcut. */
import { TongkuanError } from '#core/errors.ts';
import { SHARED_CACHE, SHARED_KEY, SHARED_QUERY } from '#core/shared-photo.ts';

/** In the query of the home screen icon's shortcut. */
export const CAMERA_QUERY = 'camera';

interface LaunchQueue {
  setConsumer(consume: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** True once if the page was opened with this in its query, which is taken away so that a reload starts anew. */
export function openedWith(name: string): boolean {
  const url = new URL(location.href);
  if (!url.searchParams.has(name)) return false;
  url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
  return true;
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

/** Hands on pictures that a desktop opens with the installed app. */
export function watchOpenedFiles(onFiles: (files: File[]) => void): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files }) => {
    void Promise.all(files.map((file) => file.getFile())).then(onFiles);
  });
}
