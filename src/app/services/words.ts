/** Every text of the page, in both languages. A missing one does not compile. */
import type { Tip } from '#core/photo-quality.ts';
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
  readonly addPhotos: string;
  readonly photos: string;
  readonly photoName: (index: number, count: number) => string;
  readonly removePhoto: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomReset: string;
  readonly tips: Readonly<Record<Tip, string>>;
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
  addPhotos: 'Add more',
  photos: 'Your photos',
  photoName: (index, count) => `Photo ${index} of ${count}`,
  removePhoto: 'Remove this photo',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomReset: 'Show the whole photo',
  tips: {
    dark: 'It is very dark here. A photo with more light will find more.',
    blurred: 'It is blurred here. A sharper photo will find more: hold still, and tap what should be in focus.',
    far: 'What is in the photo is very small. Go closer, or mark an area around it.',
  },
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
  addPhotos: '再添几张',
  photos: '你的照片',
  photoName: (index, count) => `第 ${index} 张，共 ${count} 张`,
  removePhoto: '移除这张照片',
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomReset: '显示整张照片',
  tips: {
    dark: '画面太暗了，换个亮一点的地方拍，更容易找到。',
    blurred: '画面有些模糊，拿稳手机、点一下对焦再拍，更容易找到。',
    far: '物品在画面里太小了，靠近一点拍，或自己框选它。',
  },
  licences: '开源许可',
};

const WORDS: Readonly<Record<Language, Words>> = { zh, en };

export function wordsFor(language: Language): Words {
  return WORDS[language];
}
