/** Every text of the page, in both languages. A missing one does not compile. */
import type { Tip } from '#core/photo-quality.ts';
import type { Availability } from '#core/product.ts';
import type { Sort } from '#core/search-protocol.ts';
import type { Language } from './language.ts';
import type { Traffic } from './traffic.ts';
import { en } from './words-en.ts';
import { zh } from './words-zh.ts';

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
  /** Takes away all that narrows the search. */
  readonly lookEverywhere: string;
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
  readonly sellers: string;
  readonly sellersHint: string;
  readonly sellerCount: (count: number) => string;
  readonly inStock: string;
  readonly inStockOnly: string;
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
  readonly sentEventsField: string;
  readonly sentEventsOff: string;
  /** count: events that left since the page was opened. */
  readonly sentEvents: (count: number) => string;
  readonly requestsField: string;
  readonly requests: (traffic: Traffic) => string;
  readonly requestsHint: string;
  readonly tryIt: string;
  readonly tryTitle: string;
  readonly tryLead: string;
  readonly tryNotReady: string;
  readonly trySwitch: string;
  readonly tryWaiting: string;
  readonly tryOffline: string;
  readonly tryRun: string;
  readonly tryRunning: string;
  readonly tryDone: (count: number, milliseconds: number) => string;
  readonly tryNothing: string;
  readonly tryInterrupted: string;
  /** count: requests made since the look began. */
  readonly tryRequests: (count: number) => string;
  readonly tryOnline: string;
  readonly offlineTitle: string;
  readonly offlineNote: string;
  readonly thisIs: string;
  readonly mayBe: string;
  readonly takePicture: string;
  readonly switchLens: string;
  readonly cameraTitle: string;
  readonly cameraOther: string;
  readonly install: string;
  readonly installLead: string;
  readonly installLater: string;
  readonly installIosSteps: readonly string[];
  readonly updateReady: string;
  readonly reload: string;
  readonly history: string;
  readonly historyStays: string;
  readonly historyEmpty: string;
  readonly historyDeleted: (count: number) => string;
  readonly deleteSearch: (name: string) => string;
  readonly deleteAll: string;
  /** Of a question asked without a network. */
  readonly waitsForNetwork: string;
  readonly answeredLater: (total: number | null) => string;
  /** title: of the product that has the barcode in the photo. */
  readonly barcodeAnswered: (title: string) => string;
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
  /** In place of a price that the shop does not say. */
  readonly priceUnknown: string;
  /** In front of a price that is struck out. */
  readonly priceWas: string;
  readonly availabilities: Readonly<Record<Availability, string>>;
  readonly availability: string;
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
  readonly eventsTitle: string;
  readonly eventsSwitch: string;
  readonly eventsNote: string;
  readonly eventsStopped: string;
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
  readonly packOtherCategory: string;
  /** Title of the sheet with all of them. */
  readonly barcodes: string;
  readonly barcode: (digits: string) => string;
  readonly barcodeNotSold: string;
  readonly barcodeNotPacked: string;
  /** Without a network, and in no travel pack. */
  readonly barcodeWaits: string;
  /** The badge, when the digits of a barcode were sent besides the search. */
  readonly sentWithBarcode: (bytes: number) => string;
  readonly sentBarcodeField: string;
  readonly sentBarcode: (digits: readonly string[], bytes: number) => string;
  readonly whatIsThis: string;
  readonly licences: string;
}

const WORDS: Readonly<Record<Language, Words>> = { zh, en };

export function wordsFor(language: Language): Words {
  return WORDS[language];
}
