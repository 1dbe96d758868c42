/** Where a photo waits that another app shared: the service worker puts it there, the page takes it. */

/** Address that a share is sent to; answered by the service worker alone, so that the photo stays on the device. */
export const SHARE_PATH = '/share';
/** Name of the file in the share's form, as in the web app manifest. */
export const SHARE_FIELD = 'photo';
/** The page is opened with this in its query when a photo waits. */
export const SHARED_QUERY = 'shared';
export const SHARED_CACHE = 'tongkuan-shared-v1';
/** Key in the cache; nothing answers at this address. */
export const SHARED_KEY = '/shared-photo';
