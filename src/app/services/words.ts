/** Every text of the page, in both languages. A missing one does not compile. */
import type { Sort } from '#core/search-protocol.ts';
import type { Language } from './language.ts';

export interface Words {
  readonly appName: string;
  readonly documentTitle: string;
  readonly headline: string;
  readonly promise: string;
  readonly pickPhoto: string;
  readonly openCamera: string;
  readonly paste: string;
  readonly pasteEmpty: string;
  readonly orDrop: string;
  readonly dropHere: string;
  readonly examples: string;
  readonly newPhoto: string;
  readonly cancel: string;
  readonly close: string;
  readonly retry: string;
  readonly dismiss: string;
  readonly photoAlt: string;
  readonly preparing: string;
  readonly looking: string;
  readonly describing: string;
  readonly searching: string;
  readonly modelProgress: (loaded: string, total: string) => string;
  readonly modelStarting: string;
  readonly modelFailed: string;
  readonly offlineReady: string;
  readonly items: string;
  readonly wholePhoto: string;
  /** What the shopper marked. */
  readonly ownArea: string;
  readonly drawArea: string;
  /** Of the chosen area, in the order of `CORNERS`. */
  readonly corners: readonly [string, string, string, string];
  readonly moveArea: string;
  readonly nothingFound: string;
  readonly found: (names: readonly string[]) => string;
  readonly boxName: (name: string, index: number, count: number) => string;
  readonly results: string;
  readonly resultCount: (count: number) => string;
  readonly noResults: string;
  readonly noResultsHint: string;
  /** Above products of which none is of the same style. */
  readonly noMatch: string;
  /** Above those that follow the ones of the same style. */
  readonly similarLooks: string;
  readonly fabric: string;
  readonly fabricHint: string;
  readonly closestFabric: string;
  readonly maybe: (names: readonly string[]) => string;
  readonly all: string;
  readonly filters: string;
  readonly price: string;
  readonly priceFrom: string;
  readonly priceTo: string;
  readonly priceUpsideDown: string;
  readonly anyPrice: string;
  readonly showResults: string;
  readonly sortBy: string;
  readonly sorts: Readonly<Record<Sort, string>>;
  readonly loadMore: string;
  readonly opensShop: string;
  readonly sent: (bytes: number) => string;
  readonly nothingSent: string;
  readonly photoStayed: string;
  readonly sentTitle: string;
  readonly sentHeader: string;
  readonly sentNumbers: string;
  readonly sentNot: string;
  readonly offlineTitle: string;
  readonly offlineNote: string;
  readonly thisIs: string;
  readonly mayBe: string;
  readonly takePicture: string;
  readonly switchLens: string;
  readonly cameraTitle: string;
  readonly cameraOther: string;
  readonly install: string;
  readonly installIos: string;
  readonly updateReady: string;
  readonly reload: string;
  readonly history: string;
  readonly historyStays: string;
  readonly historyEmpty: string;
  readonly historyDeleted: (count: number) => string;
  readonly deleteSearch: (name: string) => string;
  readonly deleteAll: string;
  readonly undo: string;
  readonly packs: string;
  readonly packsLink: string;
  readonly packsLead: string;
  readonly packsEmpty: string;
  readonly packsUnseen: string;
  readonly packProducts: (count: number) => string;
  /** Megabytes; `exact` false: about. */
  readonly packSize: (megabytes: string, exact: boolean) => string;
  readonly packKept: (day: string) => string;
  readonly packPictures: string;
  readonly packRoom: (gigabytes: string) => string;
  readonly packDownload: (size: string | null) => string;
  readonly packProgress: (loaded: string, total: string) => string;
  readonly packPaused: string;
  readonly packPause: string;
  readonly packResume: string;
  readonly packUpdateReady: string;
  readonly packUpdate: string;
  readonly packUpdating: string;
  readonly packChanges: (added: number, changed: number, deleted: number) => string;
  readonly packDelete: (name: string) => string;
  readonly packDeleted: (names: readonly string[]) => string;
  readonly packOrigin: (day: string) => string;
  readonly packAskShop: string;
  readonly packOtherModel: string;
  readonly licences: string;
}

const en: Words = {
  appName: 'Tongkuan',
  documentTitle: 'Tongkuan · Snap it, find the same style',
  headline: 'Snap it, find the same style',
  promise: 'The photo never leaves this device.',
  pickPhoto: 'Choose a photo',
  openCamera: 'Camera',
  paste: 'Paste',
  pasteEmpty: 'There is no picture on the clipboard. Copy one first, then paste.',
  orDrop: 'or drop or paste a picture anywhere',
  dropHere: 'Drop it to find the same style',
  examples: 'No photo at hand? Try one of these',
  newPhoto: 'New photo',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  dismiss: 'Dismiss',
  photoAlt: 'Your photo',
  preparing: 'Getting ready…',
  looking: 'Looking at the photo…',
  describing: 'Taking a closer look…',
  searching: 'Searching…',
  modelProgress: (loaded, total) => `Getting ready, once: ${loaded} of ${total} MB`,
  modelStarting: 'Getting ready…',
  modelFailed: 'The part that looks at photos could not be fetched.',
  offlineReady: 'Ready. Also recognises things without a network.',
  items: 'In this photo',
  wholePhoto: 'Whole photo',
  ownArea: 'Your area',
  drawArea: 'Mark an area',
  corners: ['Top left corner', 'Top right corner', 'Bottom left corner', 'Bottom right corner'],
  moveArea: 'Move the area with the arrow keys',
  nothingFound: 'No single item stands out, so the whole photo is searched.',
  found: (names) =>
    names.length === 1 ? `Found 1 item: ${names[0]}.` : `Found ${names.length} items: ${names.join(', ')}.`,
  boxName: (name, index, count) => `${name}, item ${index} of ${count}`,
  results: 'Same style',
  resultCount: (count) => (count === 1 ? '1 result' : `${count} results`),
  noResults: 'Nothing like it here',
  noResultsHint: 'Look in all categories, at any price, or tap something else in the photo.',
  noMatch: 'No same style here. The closest looks:',
  similarLooks: 'Similar looks',
  fabric: 'Fabric',
  fabricHint: 'Search by pattern and material, whatever the cut',
  closestFabric: 'Closest fabric',
  maybe: (names) => `or perhaps ${names.join(', ')}`,
  all: 'All',
  filters: 'Categories and price',
  price: 'Price',
  priceFrom: 'From',
  priceTo: 'To',
  priceUpsideDown: 'The lower price is above the upper one.',
  anyPrice: 'Any price',
  showResults: 'Show',
  sortBy: 'Sort by',
  sorts: { similarity: 'Most similar', 'price-asc': 'Price: low to high', 'price-desc': 'Price: high to low' },
  loadMore: 'Show more',
  opensShop: 'opens the shop',
  sent: (bytes) => `${bytes} bytes sent`,
  nothingSent: 'Nothing sent',
  photoStayed: 'photo stayed on this device',
  sentTitle: 'All that left this device',
  sentHeader: '16 bytes say which version and which model this is.',
  sentNumbers: '128 bytes, one number each, describe what the item looks like. These are the ones that were sent:',
  sentNot:
    'The photo, your location and the rest of the picture stayed here. The shop cannot get the photo back from these numbers.',
  offlineTitle: 'You are offline',
  offlineNote: 'The search needs a network. It starts by itself when you are back online.',
  thisIs: 'This looks like',
  mayBe: 'This may be',
  takePicture: 'Take the picture',
  switchLens: 'Switch camera',
  cameraTitle: 'Camera',
  cameraOther: 'You can also choose a photo, paste one or drop one.',
  install: 'Install',
  installIos: 'To keep it: tap Share, then “Add to Home Screen”.',
  updateReady: 'A new version is ready.',
  reload: 'Reload',
  history: 'Your searches',
  historyStays: 'Kept on this device only.',
  historyEmpty: 'No searches are kept.',
  historyDeleted: (count) => (count === 1 ? '1 search deleted.' : `${count} searches deleted.`),
  deleteSearch: (name) => `Delete: ${name}`,
  deleteAll: 'Delete all',
  undo: 'Undo',
  packs: 'Travel pack',
  packsLink: 'Travel pack: search without a network',
  packsLead: 'Keep products on this device, and searches work with no network at all.',
  packsEmpty: 'The shop has no products to take along yet.',
  packsUnseen: 'New packs can be chosen once the shop can be reached.',
  packProducts: (count) => (count === 1 ? '1 product' : `${count} products`),
  packSize: (megabytes, exact) => `${exact ? '' : 'about '}${megabytes} MB`,
  packKept: (day) => `On this device, as of ${day}`,
  packPictures: 'With small pictures',
  packRoom: (gigabytes) => `${gigabytes} GB free`,
  packDownload: (size) => (size === null ? 'Download' : `Download ${size}`),
  packProgress: (loaded, total) => `${loaded} of ${total} MB`,
  packPaused: 'Paused',
  packPause: 'Pause',
  packResume: 'Resume',
  packUpdateReady: 'The shop has changed since your pack was made.',
  packUpdate: 'Update',
  packUpdating: 'Updating…',
  packChanges: (added, changed, deleted) =>
    added + changed + deleted === 0 ? 'Up to date.' : `Updated: ${added} new, ${changed} changed, ${deleted} gone.`,
  packDelete: (name) => `Delete from this device: ${name}`,
  packDeleted: (names) => `Deleted: ${names.join(', ')}.`,
  packOrigin: (day) => `From your travel pack, as of ${day}. No network needed.`,
  packAskShop: 'Ask the shop',
  packOtherModel: 'Your travel pack belongs to another version of this page. Update it when you are online.',
  licences: 'Licences',
};

const zh: Words = {
  appName: '同款',
  documentTitle: '同款 · 拍一下，找同款',
  headline: '拍一下，找同款',
  promise: '照片不离开本机',
  pickPhoto: '选择照片',
  openCamera: '拍照',
  paste: '粘贴',
  pasteEmpty: '剪贴板里没有图片，请先复制一张再粘贴。',
  orDrop: '也可以把图片拖到或粘贴到页面任意位置',
  dropHere: '松开即可找同款',
  examples: '手边没有照片？试试这些',
  newPhoto: '换一张',
  cancel: '取消',
  close: '关闭',
  retry: '重试',
  dismiss: '知道了',
  photoAlt: '你的照片',
  preparing: '正在准备…',
  looking: '正在看图…',
  describing: '正在细看…',
  searching: '正在搜索…',
  modelProgress: (loaded, total) => `首次准备：已下载 ${loaded} / ${total} MB`,
  modelStarting: '正在准备…',
  modelFailed: '识图组件下载失败。',
  offlineReady: '已就绪，没有网络也能识别物品',
  items: '图中物品',
  wholePhoto: '整张图',
  ownArea: '框选区域',
  drawArea: '自己框选',
  corners: ['左上角', '右上角', '左下角', '右下角'],
  moveArea: '用方向键移动区域',
  nothingFound: '没有找到突出的物品，已按整张图搜索。',
  found: (names) => `找到 ${names.length} 件物品：${names.join('、')}。`,
  boxName: (name, index, count) => `${name}，第 ${index} 件，共 ${count} 件`,
  results: '同款',
  resultCount: (count) => `${count} 件商品`,
  noResults: '这里没有找到同款',
  noResultsHint: '看看全部类目、放宽价格，或点一下图中的其他物品。',
  noMatch: '没有找到同款，以下是最接近的商品：',
  similarLooks: '相似款',
  fabric: '面料',
  fabricHint: '只看花纹和质地，不看款式',
  closestFabric: '最接近的面料',
  maybe: (names) => `也可能是 ${names.join('、')}`,
  all: '全部',
  filters: '类目和价格',
  price: '价格',
  priceFrom: '最低',
  priceTo: '最高',
  priceUpsideDown: '最低价高于最高价。',
  anyPrice: '不限价格',
  showResults: '查看',
  sortBy: '排序',
  sorts: { similarity: '最相似', 'price-asc': '价格从低到高', 'price-desc': '价格从高到低' },
  loadMore: '显示更多',
  opensShop: '打开店铺页面',
  sent: (bytes) => `仅发送 ${bytes} 字节`,
  nothingSent: '未发送任何数据',
  photoStayed: '照片留在本机',
  sentTitle: '离开本机的全部数据',
  sentHeader: '16 字节说明版本和所用模型。',
  sentNumbers: '128 字节，每字节一个数，描述这件物品的样子。这次发送的就是：',
  sentNot: '照片、位置和画面里的其他内容都留在本机。店铺无法用这些数还原照片。',
  offlineTitle: '当前没有网络',
  offlineNote: '搜索需要网络，恢复后会自动开始。',
  thisIs: '看起来是',
  mayBe: '可能是',
  takePicture: '拍下',
  switchLens: '切换镜头',
  cameraTitle: '拍照',
  cameraOther: '也可以选择、粘贴或拖入一张照片。',
  install: '安装',
  installIos: '想留住它：点“分享”，再点“添加到主屏幕”。',
  updateReady: '有新版本了',
  reload: '刷新',
  history: '搜过的',
  historyStays: '只保存在本机。',
  historyEmpty: '没有保存任何搜索。',
  historyDeleted: (count) => `已删除 ${count} 条。`,
  deleteSearch: (name) => `删除：${name}`,
  deleteAll: '全部删除',
  undo: '撤销',
  packs: '离线包',
  packsLink: '离线包：没有网络也能找同款',
  packsLead: '把商品存在本机，没有网络也能找同款。',
  packsEmpty: '店铺暂时没有可以带走的商品。',
  packsUnseen: '连上店铺后才能选择新的离线包。',
  packProducts: (count) => `${count} 件商品`,
  packSize: (megabytes, exact) => `${exact ? '' : '约 '}${megabytes} MB`,
  packKept: (day) => `已在本机，截至 ${day}`,
  packPictures: '包含小图',
  packRoom: (gigabytes) => `剩余 ${gigabytes} GB`,
  packDownload: (size) => (size === null ? '下载' : `下载 ${size}`),
  packProgress: (loaded, total) => `已下载 ${loaded} / ${total} MB`,
  packPaused: '已暂停',
  packPause: '暂停',
  packResume: '继续',
  packUpdateReady: '店铺的商品有变化。',
  packUpdate: '更新',
  packUpdating: '正在更新…',
  packChanges: (added, changed, deleted) =>
    added + changed + deleted === 0 ? '已是最新。' : `已更新：新增 ${added}，变动 ${changed}，下架 ${deleted}。`,
  packDelete: (name) => `从本机删除：${name}`,
  packDeleted: (names) => `已删除：${names.join('、')}。`,
  packOrigin: (day) => `来自你的离线包，截至 ${day}，无需网络。`,
  packAskShop: '联网搜索',
  packOtherModel: '你的离线包属于页面的另一个版本，联网后请更新。',
  licences: '开源许可',
};

const WORDS: Readonly<Record<Language, Words>> = { zh, en };

export function wordsFor(language: Language): Words {
  return WORDS[language];
}
