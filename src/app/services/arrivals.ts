/** Photos and wishes that come with the opening of the page: a share, a file opened with the app, a shortcut. */
import { TongkuanError } from '#core/errors.ts';
import { SHARED_CACHE, SHARED_KEY, SHARED_QUERY } from '#core/shared-photo.ts';

/** In the query of the home screen icon's shortcut. */
export const CAMERA_QUERY = 'camera';

interface LaunchQueue {
  setConsumer(consume: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** In the query of a shared product's address, with its id. */
export const PRODUCT_QUERY = 'product';

/** True once if the page was opened with this in its query, which is taken away so that a reload starts anew. */
export function openedWith(name: string): boolean {
  return takenFromQuery(name) !== null;
}

/** The value of a parameter the page was opened with, once; null when it is not there. */
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

/** The photo another app shared, or null when the page was not opened by a share. @throws PICTURE_UNREADABLE */
export async function sharedPhoto(): Promise<Blob | null> {
  if (!openedWith(SHARED_QUERY)) return null;
  const cache = await caches.open(SHARED_CACHE);
  const kept = await cache.match(SHARED_KEY);
  await cache.delete(SHARED_KEY);
  if (!kept) throw new TongkuanError('PICTURE_UNREADABLE', { what: 'the share holds no picture' });
  return kept.blob();
}

/** Hands on pictures that a desktop opens with the installed app. */
export function watchOpenedFiles(onFile: (file: File) => void): void {
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files: [first] }) => {
    void first?.getFile().then(onFile);
  });
}
