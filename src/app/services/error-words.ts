/** What a shopper reads for each error code. `null`: the page never meets it. A new code does not compile until decided. */
import type { ErrorCode } from '#core/errors.ts';
import type { LocalText } from '#core/product.ts';
import type { Language } from './language.ts';

const MISUNDERSTOOD = {
  zh: '页面和店铺版本不一致，请刷新后再试。',
  en: 'This page and the shop do not fit together. Reload and try again.',
};
const NO_SHOP = { zh: '店铺暂时没有商品，请稍后再试。', en: 'The shop has no products right now. Try again later.' };
const SHOP_TROUBLE = {
  zh: '店铺出了点问题，请稍后再试。',
  en: 'The shop has trouble at the moment. Try again in a while.',
};
const TRY_AGAIN = { zh: '识图时出错了，请再试一次。', en: 'Looking at the photo failed. Try again.' };

export const ERROR_WORDS: Readonly<Record<ErrorCode, LocalText | null>> = {
  VECTOR_LENGTH: MISUNDERSTOOD,
  VECTOR_MAGIC: MISUNDERSTOOD,
  VECTOR_TYPE: MISUNDERSTOOD,
  VECTOR_ZERO: TRY_AGAIN,
  MODEL_MISMATCH: { zh: '识图模型有更新，请刷新页面。', en: 'There is a newer model for this shop. Reload the page.' },
  QUERY_INVALID: MISUNDERSTOOD,
  CATEGORY_UNKNOWN: MISUNDERSTOOD,
  CURSOR_EXPIRED: null,
  BODY_TYPE: MISUNDERSTOOD,
  BODY_INVALID: MISUNDERSTOOD,
  BODY_TOO_LARGE: MISUNDERSTOOD,
  PRODUCT_UNKNOWN: { zh: '店铺已不再销售这件商品。', en: 'The shop no longer sells this.' },
  PICTURE_MISSING: null,
  ROUTE_UNKNOWN: MISUNDERSTOOD,
  EVENTS_FULL: null,
  RATE_LIMITED: { zh: '搜索太频繁了，请稍等片刻。', en: 'That was a lot of searches. Wait a moment, then try again.' },
  INTERNAL: SHOP_TROUBLE,
  INDEX_MISSING: NO_SHOP,
  INDEX_BUSY: NO_SHOP,
  INDEX_BROKEN: SHOP_TROUBLE,
  KEY_INVALID: null,
  KEY_SCOPE: null,
  PRODUCT_INVALID: null,
  WRITER_DOWN: null,
  SEARCH_OFFLINE: { zh: '当前没有网络。', en: 'You are offline.' },
  SEARCH_UNREACHABLE: {
    zh: '连不上店铺，请检查网络后再试。',
    en: 'The shop did not answer. Check your connection and try again.',
  },
  SEARCH_BAD_ANSWER: SHOP_TROUBLE,
  PACK_UNKNOWN: { zh: '店铺已不再提供这个离线包。', en: 'The shop no longer offers this pack.' },
  PACK_VERSION_UNKNOWN: {
    zh: '这个离线包太旧了，请重新下载。',
    en: 'This pack is too old to update. Download it again.',
  },
  PACK_PREPARING: {
    zh: '店铺正在准备离线包，请稍后再试。',
    en: 'The shop is still preparing this pack. Try again in a while.',
  },
  PACK_CORRUPT: { zh: '离线包下载不完整，请重新下载。', en: 'The pack arrived damaged. Download it again.' },
  PACK_FETCH: {
    zh: '下载中断了，已下载的部分会保留。请检查网络后继续。',
    en: 'The download was interrupted. What has arrived is kept: check your connection, then resume.',
  },
  RANGE_INVALID: MISUNDERSTOOD,
  STORAGE_FULL: {
    zh: '本机空间不足。可以删除一个离线包，或不带图片下载。',
    en: 'This device is out of room. Delete a pack, or download without pictures.',
  },
  PICTURE_UNREADABLE: {
    zh: '这张图片打不开。可以换成 JPEG 或 PNG，或截一张图再试。',
    en: 'This picture cannot be opened. Try a JPEG or PNG, or a screenshot of it.',
  },
  PICTURE_TOO_LARGE: {
    zh: '图片太大了，请换一张 50 MB、6000 万像素以内的。',
    en: 'This picture is too large. Choose one below 50 MB and 60 megapixels.',
  },
  PICTURE_TOO_SMALL: { zh: '图片太小，看不清里面的东西。', en: 'This picture is too small to see anything in it.' },
  PICTURE_HEIC: {
    zh: '这个浏览器打不开 HEIC 照片。可截一张图，或在相机设置里选“兼容性最佳”，以后就拍成 JPEG。',
    en: 'This browser cannot open HEIC photos. Take a screenshot of it, or set your camera to “Most compatible” for JPEGs.',
  },
  PICTURE_FOREIGN: {
    zh: '这张图片在别的网站上，为保护隐私不会从这里打开。请先保存到本机再选择。',
    en: 'That picture is on another site, and nothing is fetched from there. Save it first, then choose it here.',
  },
  PICTURES_TOO_MANY: {
    zh: '最多同时放 20 张照片，多出来的没有加进来。',
    en: 'There is room for 20 photos at once. The rest was left out.',
  },
  PICTURE_FETCH: {
    zh: '图片没有下载成功，请检查网络。',
    en: 'The picture could not be fetched. Check your connection.',
  },
  MANIFEST_INVALID: {
    zh: '识图组件有误，请刷新页面。',
    en: 'The part that looks at photos is damaged. Reload the page.',
  },
  MODEL_FETCH: {
    zh: '识图组件下载失败，请检查网络后重试。',
    en: 'The part that looks at photos could not be fetched. Check your connection and try again.',
  },
  MODEL_CORRUPT: {
    zh: '识图组件下载不完整，请重试。',
    en: 'The part that looks at photos arrived damaged. Try again.',
  },
  RUNTIME_UNAVAILABLE: {
    zh: '这个浏览器无法运行识图组件，请换用最新版浏览器。',
    en: 'This browser cannot run the part that looks at photos. Try an up-to-date browser.',
  },
  RUNTIME_FAILED: TRY_AGAIN,
  WORKER_DIED: {
    zh: '识图组件中断了，已重新启动，请再试一次。',
    en: 'The part that looks at photos stopped and was restarted. Try again.',
  },
  DEADLINE: { zh: '等得太久，已停下。请再试一次。', en: 'This took too long and was stopped. Try again.' },
  ABORTED: { zh: '已取消。', en: 'Cancelled.' },
  PHOTO_UNKNOWN: TRY_AGAIN,
  CAMERA_REFUSED: {
    zh: '没有相机权限。可在浏览器设置中允许后再试。',
    en: 'The camera was not allowed. You can allow it in the browser’s settings.',
  },
  CAMERA_MISSING: { zh: '没有找到相机。', en: 'No camera was found.' },
  CAMERA_FAILED: {
    zh: '相机没能打开，可能正被其他应用占用。',
    en: 'The camera did not start. Another app may be using it.',
  },
  STORAGE_FAILED: {
    zh: '没能保存到本机，可能是空间已满，或浏览器不允许保存。',
    en: 'This could not be kept. The device may be full, or the browser keeps nothing.',
  },
  DATA_INVALID: {
    zh: '这不是从这里导出的文件，或者文件已损坏。没有导入任何内容。',
    en: 'This file was not exported here, or it is damaged. Nothing was imported.',
  },
  DATA_VERSION: {
    zh: '这个文件来自更新的版本，请刷新页面后再导入。',
    en: 'This file comes from a newer version. Reload the page, then import it.',
  },
  DATA_TOO_LARGE: { zh: '文件太大了，最多 200 MB。', en: 'This file is too large. At most 200 MB can be imported.' },
  CAMERA_LOST: {
    zh: '相机断开了，可能被拔下或被其他应用占用。',
    en: 'The camera is gone. It was unplugged, or another app took it.',
  },
  DATA_FAILED: { zh: '没有完成，请再试一次。', en: 'This did not work. Try again.' },
  FEED_UNREADABLE: null,
  FEED_COLUMN: null,
  FEED_SHRUNK: null,
  FEED_LINE: null,
  FEED_MAP: null,
  USAGE: null,
  MODEL_IN_FORCE: null,
  BACKUP_TARGET: null,
  BACKUP_INVALID: null,
};

/** The sentence for a code; a code the page should never meet reads like trouble on the other side. */
export function errorWords(code: ErrorCode, language: Language): string {
  return (ERROR_WORDS[code] ?? SHOP_TROUBLE)[language];
}
