/** The way of one photo as a state machine: pure, so that every step can be tested without a browser. */
import { type Box, iou } from '#core/boxes.ts';
import type { TongkuanError } from '#core/errors.ts';
import type { Tip } from '#core/photo-quality.ts';
import type { CategoryCount, SearchHit, SellerCount, Sort } from '#core/search-protocol.ts';
import { categoryOfLabel } from '#core/taxonomy.ts';
import type { DescribeMode, Description, DetectedItem, Kind } from '#core/vision-api.ts';
import { bestItem, distinctItems } from './best-item.ts';
import type { PackOrigin } from './services/packs/types.ts';
import type { SearchAnswer } from './services/search-client.ts';

export interface PhotoView {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** Something in the photo that can be searched; no box: the whole photo. */
export interface Target {
  readonly box: Box | null;
  /** Null where nobody says what it is: the whole photo, or an area the shopper drew. */
  readonly kind: Kind | null;
  readonly score: number;
}

/** What a search is narrowed to and ordered by. */
export interface Filters {
  /** Category ids, any of them; empty: all. */
  readonly categories: readonly number[];
  readonly sort: Sort;
  readonly prices: PriceRange;
  /** What the shopper adds in words, such as a colour; empty: nothing. */
  readonly words: string;
  /** Names of sellers, any of them; empty: all. */
  readonly sellers: readonly string[];
  /** Only what can be had now, as far as shops say. */
  readonly inStock: boolean;
}

/** Minor units, inclusive; null: no bound. */
export interface PriceRange {
  readonly min: number | null;
  readonly max: number | null;
}

export const ANY_PRICE: PriceRange = { min: null, max: null };

/** Everything passes. */
export const NO_FILTERS: Omit<Filters, 'sort'> = {
  categories: [],
  prices: ANY_PRICE,
  words: '',
  sellers: [],
  inStock: false,
};

export interface SearchState extends Filters {
  readonly mode: DescribeMode;
  readonly stage: 'describing' | 'searching' | 'done' | 'failed';
  readonly description: Description | null;
  /** Fine label the shopper chose in the place of the model's; null: none. */
  readonly correction: string | null;
  /** Why it was not recognised well, as measured. */
  readonly tips: readonly Tip[];
  readonly hits: readonly SearchHit[];
  readonly total: number;
  /** Similarity of the nearest product, on whatever page; null while there is none. */
  readonly nearest: number | null;
  /** Categories near by and what they hold: the chips. */
  readonly counts: readonly CategoryCount[];
  /** Sellers near by and what they hold; empty where nobody said. */
  readonly sellerCounts: readonly SellerCount[];
  /** The travel pack that answered in the shop's stead; null when the shop did. */
  readonly pack: PackOrigin | null;
  readonly loadingMore: boolean;
  readonly error: TongkuanError | null;
  /** Bytes of the last request that left; 0 before the first. */
  readonly bytesSent: number;
}

export interface FlowState {
  readonly stage: 'empty' | 'preparing' | 'detecting' | 'found' | 'failed';
  readonly photo: PhotoView | null;
  readonly error: TongkuanError | null;
  /** Why a further photo was not taken, while this one stays on screen. */
  readonly refused: TongkuanError | null;
  /** Detected items, then an area the shopper drew, if any, then the whole photo. */
  readonly targets: readonly Target[];
  readonly selected: number;
  readonly search: SearchState | null;
}

/** The region of a new photo to choose in place of the most prominent item. */
export interface Wanted {
  /** Pixels of the photo; null for the whole of it. */
  readonly box: Box | null;
  /** What it was taken for when it was seen a moment before, so that it is an item and not an area. */
  readonly kind?: Kind;
}

export type FlowAction =
  | { readonly type: 'photo-shown'; readonly photo: PhotoView }
  | { readonly type: 'photo-resumed'; readonly state: FlowState }
  | { readonly type: 'photo-opened' }
  | { readonly type: 'items-found'; readonly items: readonly DetectedItem[]; readonly wanted?: Wanted | undefined }
  | { readonly type: 'photo-failed'; readonly error: TongkuanError }
  | { readonly type: 'photo-refused'; readonly error: TongkuanError }
  | { readonly type: 'refusal-read' }
  | { readonly type: 'target-selected'; readonly index: number }
  | { readonly type: 'area-drawn'; readonly box: Box }
  | { readonly type: 'target-reshaped'; readonly index: number; readonly box: Box }
  | { readonly type: 'mode-chosen'; readonly mode: DescribeMode }
  | { readonly type: 'label-corrected'; readonly label: string }
  | { readonly type: 'described'; readonly description: Description; readonly tips?: readonly Tip[] }
  | { readonly type: 'search-changed'; readonly filters: Partial<Filters> }
  | { readonly type: 'search-sent'; readonly bytes: number }
  | { readonly type: 'search-answered'; readonly response: SearchAnswer }
  | { readonly type: 'more-asked' }
  | { readonly type: 'more-answered'; readonly response: SearchAnswer }
  | { readonly type: 'search-failed'; readonly error: TongkuanError }
  | { readonly type: 'closed' };

export const EMPTY: FlowState = {
  stage: 'empty',
  photo: null,
  error: null,
  refused: null,
  targets: [],
  selected: -1,
  search: null,
};

const NEW_SEARCH: SearchState = {
  mode: 'item',
  stage: 'describing',
  description: null,
  correction: null,
  tips: [],
  ...NO_FILTERS,
  sort: 'similarity',
  hits: [],
  total: 0,
  nearest: null,
  counts: [],
  sellerCounts: [],
  pack: null,
  loadingMore: false,
  error: null,
  bytesSent: 0,
};

const WHOLE: Target = { box: null, kind: null, score: 0 };

/** Category of the item: the shopper's word, else the model's; null while nobody knows. */
export function ownCategory({ correction, description }: SearchState): number | null {
  return correction === null ? (description?.category ?? null) : categoryOfLabel(correction);
}

/** True when the detector saw nothing and the whole photo stands in. */
export function nothingFound(state: FlowState): boolean {
  return state.stage === 'found' && state.targets.length === 1;
}

/** The next state. Actions that make no sense in a state leave it as it is. */
export function flow(state: FlowState, action: FlowAction): FlowState {
  switch (action.type) {
    case 'photo-shown':
      return { ...EMPTY, stage: 'preparing', photo: action.photo };
    case 'photo-resumed':
      return resumed(action.state);
    case 'photo-opened':
      return { ...state, stage: 'detecting', error: null };
    case 'items-found':
      return found(state, action.items, action.wanted);
    case 'photo-failed':
      return { ...state, stage: state.photo ? 'failed' : 'empty', error: action.error };
    case 'photo-refused':
      return state.photo ? { ...state, refused: action.error } : { ...state, error: action.error };
    case 'refusal-read':
      return { ...state, refused: null };
    case 'target-selected':
      return state.targets[action.index] ? { ...state, selected: action.index, search: NEW_SEARCH } : state;
    case 'area-drawn':
      return areaDrawn(state, action.box);
    case 'target-reshaped':
      return reshaped(state, action.index, action.box);
    case 'mode-chosen':
      return state.search ? { ...state, search: { ...NEW_SEARCH, mode: action.mode } } : state;
    case 'closed':
      return EMPTY;
    default:
      return state.search ? { ...state, search: search(state.search, action) } : state;
  }
}

/** A further page that was on its way when the photo was left can be asked for again; the note about another is past. */
function resumed(state: FlowState): FlowState {
  return { ...state, refused: null, search: state.search && { ...state.search, loadingMore: false } };
}

/** Two boxes that overlap by more than this are meant as one. */
const SAME_BOX_IOU = 0.8;
/** An item seen in another frame and at another size is found again a little elsewhere. */
const SAME_ITEM_IOU = 0.4;

function found(state: FlowState, detected: readonly DetectedItem[], wanted: Wanted | undefined): FlowState {
  const { photo } = state;
  if (!photo) return state;
  const items = distinctItems(detected);
  const targets = [...items.map(({ box, kind, score }) => ({ box, kind, score })), WHOLE];
  const best = bestItem(items, photo.width, photo.height);
  const shown: FlowState = {
    ...state,
    stage: 'found',
    error: null,
    targets,
    selected: Math.max(best, 0),
    search: NEW_SEARCH,
  };
  if (wanted === undefined) return shown;
  const same = indexOfWanted(targets, wanted);
  if (same >= 0) return { ...shown, selected: same };
  return wanted.box ? areaDrawn(shown, wanted.box) : shown;
}

/** The target that is meant; −1 when none is. */
function indexOfWanted(targets: readonly Target[], { box: wanted, kind }: Wanted): number {
  if (!wanted) return targets.findIndex(({ box }) => box === null);
  const overlaps = targets.map(({ box }) => (box ? iou(box, wanted) : 0));
  const most = Math.max(...overlaps);
  return most > (kind ? SAME_ITEM_IOU : SAME_BOX_IOU) ? overlaps.indexOf(most) : -1;
}

/** An area of the shopper's own: a drawn one takes the place of the one before. */
export function isOwnArea({ box, kind }: Target): boolean {
  return box !== null && kind === null;
}

function areaDrawn(state: FlowState, box: Box): FlowState {
  if (state.stage !== 'found') return state;
  const others = state.targets.filter((target) => target.box !== null && !isOwnArea(target));
  const targets = [...others, { box, kind: null, score: 0 }, WHOLE];
  return { ...state, targets, selected: others.length, search: NEW_SEARCH };
}

function reshaped(state: FlowState, index: number, box: Box): FlowState {
  if (!state.targets[index]?.box) return state;
  const targets = state.targets.map((target, i) => (i === index ? { ...target, box } : target));
  return { ...state, targets, selected: index, search: NEW_SEARCH };
}

type SearchAction = Exclude<
  FlowAction,
  {
    type:
      | 'photo-shown'
      | 'photo-resumed'
      | 'photo-opened'
      | 'items-found'
      | 'photo-failed'
      | 'photo-refused'
      | 'refusal-read'
      | 'target-selected'
      | 'area-drawn'
      | 'target-reshaped'
      | 'mode-chosen'
      | 'closed';
  }
>;

function search(state: SearchState, action: SearchAction): SearchState {
  switch (action.type) {
    case 'described': {
      const { description, tips = [] } = action;
      return { ...state, stage: 'searching', description, tips, categories: [description.category] };
    }
    case 'label-corrected':
      return { ...state, correction: action.label };
    case 'search-changed':
      return { ...state, ...action.filters, stage: 'searching', error: null, loadingMore: false };
    case 'search-sent':
      return { ...state, bytesSent: action.bytes };
    case 'search-answered': {
      const { hits, total, nearest, categories: counts, sellers: sellerCounts = [], pack = null } = action.response;
      const answer = { hits, total, nearest, counts, sellerCounts, pack };
      return { ...state, ...answer, stage: 'done', error: null, loadingMore: false };
    }
    case 'more-asked':
      return { ...state, loadingMore: true, error: null };
    case 'more-answered':
      return {
        ...state,
        hits: withoutRepeats(state.hits, action.response.hits),
        total: action.response.total,
        loadingMore: false,
      };
    case 'search-failed':
      return { ...state, stage: state.loadingMore ? 'done' : 'failed', loadingMore: false, error: action.error };
  }
}

/** The catalogue may change between two pages; a product is shown once. */
function withoutRepeats(shown: readonly SearchHit[], more: readonly SearchHit[]): SearchHit[] {
  const ids = new Set(shown.map(({ product }) => product.id));
  return [...shown, ...more.filter(({ product }) => !ids.has(product.id))];
}
