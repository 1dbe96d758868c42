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
  /** In front of what else the item may be, each a button. */
  readonly orRather: string;
  readonly all: string;
  readonly filters: string;
  readonly filter: string;
  readonly categories: string;
  readonly categoriesHint: string;
  readonly inWords: string;
  readonly wordsExample: string;
  readonly quoted: (text: string) => string;
  readonly categoryCount: (count: number) => string;
  readonly resetFilter: string;
  readonly price: string;
  readonly priceFrom: string;
  readonly priceTo: string;
  readonly priceUpsideDown: string;
  readonly showResults: string;
  readonly sortBy: string;
  readonly sorts: Readonly<Record<Sort, string>>;
  readonly loadMore: string;
  readonly sent: (bytes: number) => string;
  readonly nothingSent: string;
  readonly photoStayed: string;
  readonly sentTitle: string;
  readonly sentHeader: string;
  readonly sentNumbers: string;
  readonly sentNot: string;
  readonly sentNumbersField: string;
  readonly sentHeaderField: string;
  readonly sentQueryField: string;
  readonly sentQuery: (categories: string, sort: string, words: string) => string;
  readonly sentAnywayField: string;
  readonly sentAnyway: string;
  readonly stayedTitle: string;
  /** size: of the photo in pixels. */
  readonly stayed: (size: string) => readonly string[];
  readonly tryFlightMode: string;
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
  /** Of a search made without a network. */
  readonly waitsForNetwork: string;
  readonly answeredLater: (total: number | null) => string;
  readonly historyNews: (count: number) => string;
  readonly undo: string;
  readonly product: string;
  readonly back: string;
  /** Same item from several sellers. */
  readonly offerCount: (count: number) => string;
  readonly offers: string;
  readonly goToShop: string;
  readonly goToOffer: (seller: string, price: string) => string;
  readonly save: string;
  readonly saveProduct: (title: string) => string;
  readonly share: string;
  readonly linkCopied: string;
  readonly linkNotCopied: string;
  readonly facts: string;
  readonly category: string;
  readonly fineLabel: string;
  readonly seller: string;
  readonly moreLikeThis: string;
  readonly noneLikeThis: string;
  readonly loading: string;
  readonly productOffline: string;
  readonly saved: string;
  readonly savedEmpty: string;
  readonly savedDeleted: (count: number) => string;
  readonly removeSaved: (title: string) => string;
  readonly savedSorts: Readonly<Record<'newest' | 'price', string>>;
  readonly savedOn: (date: string) => string;
  readonly priceThen: (price: string, date: string) => string;
  readonly priceLower: (difference: string) => string;
  readonly priceHigher: (difference: string) => string;
  readonly priceSame: string;
  readonly soldNoLonger: string;
  readonly askingPrices: string;
  readonly pricesThenOnly: string;
  readonly compare: string;
  readonly compareThis: (title: string) => string;
  readonly compareHint: string;
  readonly compareChosen: (count: number) => string;
  readonly priceNow: string;
  readonly priceWhenSaved: string;
  readonly differs: string;
  readonly yourData: string;
  readonly yourDataNote: string;
  readonly exportData: string;
  readonly importData: string;
  readonly working: string;
  readonly imported: (saved: number, searches: number) => string;
  readonly importedNothing: string;
  readonly partMissing: string;
  readonly addPhotos: string;
  readonly photos: string;
  readonly photoName: (index: number, count: number) => string;
  readonly removePhoto: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomReset: string;
  readonly tips: Readonly<Record<Tip, string>>;
  readonly torch: string;
  readonly zoom: string;
  readonly zoomTimes: (factor: string) => string;
  /** The device offered a torch or a zoom and then refused. */
  readonly lensRefuses: string;
  readonly live: string;
  readonly liveHint: string;
  readonly livePaused: string;
  readonly liveAim: string;
  readonly liveFailed: string;
  /** A thing outlined in the live picture; a tap freezes it. */
  readonly freezes: (name: string) => string;
  readonly liveResults: string;
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
  readonly packIgnoresWords: string;
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
  orRather: 'Or rather:',
  all: 'All',
  filters: 'Categories and price',
  filter: 'Filter',
  categories: 'Categories',
  categoriesHint: 'None chosen: all categories.',
  inWords: 'In words',
  wordsExample: 'red, denim, striped…',
  quoted: (text) => `“${text}”`,
  categoryCount: (count) => `${count} categories`,
  resetFilter: 'Reset',
  price: 'Price',
  priceFrom: 'From',
  priceTo: 'To',
  priceUpsideDown: 'The lower price is above the upper one.',
  showResults: 'Show',
  sortBy: 'Sort by',
  sorts: { similarity: 'Most similar', 'price-asc': 'Price: low to high', 'price-desc': 'Price: high to low' },
  loadMore: 'Show more',
  sent: (bytes) => `${bytes} bytes sent`,
  nothingSent: 'Nothing sent',
  photoStayed: 'photo stayed on this device',
  sentTitle: 'All that left this device',
  sentHeader: 'They say which version and which model this is, the same for everybody.',
  sentNumbers: 'One number each: what the item looks like. Above are the ones that were sent.',
  sentNumbersField: '128 bytes: the look',
  sentHeaderField: '16 bytes: the format',
  sentQueryField: 'The address: what you asked for',
  sentQuery: (categories, sort, words) =>
    `Categories: ${categories}. Order: ${sort}.${words && ` Your words: ${words}.`} No cookie, no account, no device number.`,
  sentAnywayField: 'What every web request carries',
  sentAnyway: 'Your network address and the name of your browser reach the shop, as on any web page.',
  stayedTitle: 'What stayed on this device',
  stayed: (size) => [
    `the photo, all ${size} pixels of it`,
    'where in it you tapped, and what else is in it',
    'the time and place it was taken',
    'your past searches and saved products',
  ],
  tryFlightMode:
    'See for yourself: switch on flight mode and choose a photo. What is in it is still found and named, because that happens here.',
  sentNot: 'The shop cannot get the photo back from these numbers.',
  offlineTitle: 'You are offline',
  offlineNote:
    'The search needs a network. It is made by itself when you are back online; the results wait under Your searches.',
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
  waitsForNetwork: 'Waits for a network',
  answeredLater: (total) => (total === null ? 'Not answered; tap to try again' : `${total} results arrived`),
  historyNews: (count) => `Your searches, ${count} new`,
  undo: 'Undo',
  product: 'Product',
  back: 'Back',
  offerCount: (count) => `${count} offers`,
  offers: 'Compare prices',
  goToShop: 'Go to shop',
  goToOffer: (seller, price) => `${seller}, ${price}: go to shop`,
  save: 'Save',
  saveProduct: (title) => `Save: ${title}`,
  share: 'Share',
  linkCopied: 'Link copied.',
  linkNotCopied: 'The link could not be copied.',
  facts: 'Details',
  category: 'Category',
  fineLabel: 'Type',
  seller: 'Seller',
  moreLikeThis: 'More like this',
  noneLikeThis: 'Nothing else here looks like it.',
  loading: 'Loading…',
  productOffline: 'Other offers and similar products need a network. They come by themselves when you are back online.',
  saved: 'Saved products',
  savedEmpty: 'Nothing is saved. Tap the heart on a product to keep it here.',
  savedDeleted: (count) => (count === 1 ? '1 product removed.' : `${count} products removed.`),
  removeSaved: (title) => `Remove: ${title}`,
  savedSorts: { newest: 'Newest first', price: 'Price: low to high' },
  savedOn: (date) => `Price when saved, ${date}`,
  priceThen: (price, date) => `${price} when saved, ${date}`,
  priceLower: (difference) => `${difference} lower than when saved`,
  priceHigher: (difference) => `${difference} higher than when saved`,
  priceSame: 'Same price as when saved',
  soldNoLonger: 'No longer sold',
  askingPrices: 'Asking the shop for today’s prices…',
  pricesThenOnly: 'These are the prices from when you saved.',
  compare: 'Compare',
  compareThis: (title) => `Compare: ${title}`,
  compareHint: 'Tick two to four products to see them side by side.',
  compareChosen: (count) => `Compare ${count}`,
  priceNow: 'Price now',
  priceWhenSaved: 'When saved',
  differs: 'differs',
  yourData: 'Your data',
  yourDataNote:
    'Saved products and past searches with their photos, as one file on this device, to take along or keep safe.',
  exportData: 'Export',
  importData: 'Import',
  working: 'One moment…',
  imported: (saved, searches) => `Imported: saved products ${saved}, searches ${searches}.`,
  importedNothing: 'Everything in this file is already here.',
  partMissing: 'This part of the page could not be fetched. Check your connection, then reload.',
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
  torch: 'Torch',
  zoom: 'Zoom',
  zoomTimes: (factor) => `${factor} times`,
  lensRefuses: 'This camera cannot do that right now.',
  live: 'Live',
  liveHint: 'Recognise things as you move the phone',
  livePaused: 'Paused. Tap to go on.',
  liveAim: 'Hold still on one thing. Tap an outline to freeze it.',
  liveFailed: 'Live has stopped.',
  freezes: (name) => `${name}: freeze and search`,
  liveResults: 'Best matches',
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
  packIgnoresWords: 'Your words need the network.',
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
  orRather: '或者是：',
  all: '全部',
  filters: '类目和价格',
  filter: '筛选',
  categories: '类目',
  categoriesHint: '不选即为全部类目。',
  inWords: '加上文字',
  wordsExample: '红色、牛仔、条纹……',
  quoted: (text) => `“${text}”`,
  categoryCount: (count) => `${count} 个类目`,
  resetFilter: '重置',
  price: '价格',
  priceFrom: '最低',
  priceTo: '最高',
  priceUpsideDown: '最低价高于最高价。',
  showResults: '查看',
  sortBy: '排序',
  sorts: { similarity: '最相似', 'price-asc': '价格从低到高', 'price-desc': '价格从高到低' },
  loadMore: '显示更多',
  sent: (bytes) => `仅发送 ${bytes} 字节`,
  nothingSent: '未发送任何数据',
  photoStayed: '照片留在本机',
  sentTitle: '离开本机的全部数据',
  sentHeader: '说明版本和所用模型，人人相同。',
  sentNumbers: '每字节一个数，描述这件物品的样子。上面就是这次发送的数。',
  sentNumbersField: '128 字节：样子',
  sentHeaderField: '16 字节：格式',
  sentQueryField: '地址：你要找什么',
  sentQuery: (categories, sort, words) =>
    `类目：${categories}。排序：${sort}。${words && `你写的：${words}。`}没有 cookie，没有账号，没有设备号。`,
  sentAnywayField: '任何网页请求都会带上的',
  sentAnyway: '和打开任何网页一样，店铺会看到你的网络地址和浏览器名称。',
  stayedTitle: '留在本机的',
  stayed: (size) => [`整张照片（${size} 像素）`, '你点了哪里，图里还有什么', '拍摄时间和地点', '搜过的和收藏的商品'],
  tryFlightMode: '眼见为实：打开飞行模式，再选一张照片，照样能找到并叫出图里的物品，因为这一切都在本机完成。',
  sentNot: '店铺无法用这些数还原照片。',
  offlineTitle: '当前没有网络',
  offlineNote: '搜索需要网络，恢复后会自动完成，结果在“搜过的”里。',
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
  waitsForNetwork: '等待网络',
  answeredLater: (total) => (total === null ? '未能搜到，点按重试' : `已找到 ${total} 件商品`),
  historyNews: (count) => `搜过的，${count} 条有新结果`,
  undo: '撤销',
  product: '商品详情',
  back: '返回',
  offerCount: (count) => `${count} 个报价`,
  offers: '比一比价格',
  goToShop: '去店铺',
  goToOffer: (seller, price) => `${seller}，${price}：去店铺`,
  save: '收藏',
  saveProduct: (title) => `收藏：${title}`,
  share: '分享',
  linkCopied: '链接已复制。',
  linkNotCopied: '链接没能复制。',
  facts: '商品信息',
  category: '类目',
  fineLabel: '品类',
  seller: '店铺',
  moreLikeThis: '相似商品',
  noneLikeThis: '店里没有其他相似的商品。',
  loading: '正在加载…',
  productOffline: '其他报价和相似商品需要网络，恢复后会自动加载。',
  saved: '我的收藏',
  savedEmpty: '还没有收藏。点商品上的爱心，就会保存在这里。',
  savedDeleted: (count) => `已移除 ${count} 件。`,
  removeSaved: (title) => `移除：${title}`,
  savedSorts: { newest: '最近收藏', price: '价格从低到高' },
  savedOn: (date) => `收藏时的价格，${date}`,
  priceThen: (price, date) => `收藏时 ${price}，${date}`,
  priceLower: (difference) => `比收藏时低 ${difference}`,
  priceHigher: (difference) => `比收藏时高 ${difference}`,
  priceSame: '和收藏时价格一样',
  soldNoLonger: '已下架',
  askingPrices: '正在查询最新价格…',
  pricesThenOnly: '显示的是收藏时的价格。',
  compare: '对比',
  compareThis: (title) => `对比：${title}`,
  compareHint: '勾选 2 到 4 件商品，并排对比。',
  compareChosen: (count) => `对比 ${count} 件`,
  priceNow: '现价',
  priceWhenSaved: '收藏时',
  differs: '不同',
  yourData: '你的数据',
  yourDataNote: '收藏和搜过的（含照片）存成本机上的一个文件，方便备份或带到别的设备。',
  exportData: '导出',
  importData: '导入',
  working: '请稍候…',
  imported: (saved, searches) => `已导入 ${saved} 件收藏、${searches} 条搜索。`,
  importedNothing: '文件里的内容这里都有了。',
  partMissing: '页面的这一部分没有下载成功，请检查网络后刷新。',
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
  torch: '手电筒',
  zoom: '变焦',
  zoomTimes: (factor) => `${factor} 倍`,
  lensRefuses: '相机暂时做不到。',
  live: '实时',
  liveHint: '移动手机，随时识别',
  livePaused: '已暂停，点一下继续',
  liveAim: '对准一件物品并拿稳；点轮廓可定格。',
  liveFailed: '实时识别已停止。',
  freezes: (name) => `${name}：定格并搜索`,
  liveResults: '最佳匹配',
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
  packIgnoresWords: '离线包不看文字。',
  packOtherModel: '你的离线包属于页面的另一个版本，联网后请更新。',
  licences: '开源许可',
};

const WORDS: Readonly<Record<Language, Words>> = { zh, en };

export function wordsFor(language: Language): Words {
  return WORDS[language];
}
