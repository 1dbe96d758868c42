/** Where photos wait that another app shared: the service worker puts them there, the page takes them. */

/** Address that a share is sent to; answered by the service worker alone, so that the photo stays on the device. */
export const SHARE_PATH = '/share';
/** Name of the file in the share's form, as in the web app manifest. */
export const SHARE_FIELD = 'photo';
/** The page is opened with this in its query when photos wait. */
export const SHARED_QUERY = 'shared';
export const SHARED_CACHE = 'tongkuan-shared-v1';
/** Key in the cache, for each of them a number in its query; nothing answers at this address. */
export const SHARED_KEY = '/shared-photo';
/** The page holds this many at once. */
export const PHOTOS_MOST = 20;
