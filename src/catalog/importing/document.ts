/** Feed record + pictures + what the model says → a document of the index. */
import { createHash } from 'node:crypto';
import type { LocalText, Product } from '#core/product.ts';
import { CATEGORY_OTHER, categoryById, categoryOfLabel, fineLabel } from '#core/taxonomy.ts';
import type { Description } from '#core/vision-api.ts';
import type { IndexDocument } from '#search/vector-index.ts';
import type { FeedRecord } from '../feed/record.ts';
import { pictureName } from '../pictures/store.ts';
import { kindsOf } from './kinds.ts';

/** Raised when the same feed and models would give other documents than before. */
const PIPELINE_VERSION = 2;
/** Hex digits of a record's hash that say what it holds; those after them say how its pictures are looked at. */
const HELD_DIGITS = 24;
const LOOK_DIGITS = 8;

/** The parts of a content hash: what the shop wrote (and who reads it), and the bytes of each picture, the main one first. */
export interface ContentHash {
  readonly record: string;
  readonly pictures: readonly string[];
}

/** One picture of a product. */
export interface SeenPicture {
  /** Of its bytes. */
  readonly sha256: string;
  readonly vector: Int8Array;
  /** Null where the vector is known from before. */
  readonly seen: Description | null;
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** @param complete false while a picture of the product could not be read: the next import tries again */
export function recordHash(record: FeedRecord, modelKey: string, complete = true): string {
  const held = sha256(JSON.stringify([PIPELINE_VERSION, modelKey, record, ...(complete ? [] : ['incomplete'])]));
  const look = sha256(JSON.stringify([PIPELINE_VERSION, modelKey, kindsOf(record)]));
  return held.slice(0, HELD_DIGITS) + look.slice(0, LOOK_DIGITS);
}

/** True when a picture would get the same vector under both. */
export function looksAlike(a: string, b: string): boolean {
  return a.slice(HELD_DIGITS) === b.slice(HELD_DIGITS);
}

/** 32 hex digits of the record and 64 of each picture, with dots between. */
export function joinHash({ record, pictures }: ContentHash): string {
  return [record, ...pictures].join('.');
}

export function splitHash(hash: string): ContentHash {
  const [record = '', ...pictures] = hash.split('.');
  return { record, pictures };
}

/** True when nothing is left for the model to say. */
export function isFullyDescribed({ title, label }: FeedRecord): boolean {
  return title !== null && label !== null;
}

/** The document of a record. @param pictures at least one, the main one first */
export function documentOf(record: FeedRecord, pictures: readonly SeenPicture[], hash: string): IndexDocument {
  const [main, ...others] = pictures as [SeenPicture, ...SeenPicture[]];
  const views = others.map((view) => ({ picture: pictureName(view.sha256), vector: view.vector }));
  const product = productOf(record, main.seen);
  return {
    product: views.length > 0 ? { ...product, pictures: pictures.length } : product,
    vector: main.vector,
    picture: pictureName(main.sha256),
    contentHash: joinHash({ record: hash, pictures: pictures.map((each) => each.sha256) }),
    ...(views.length > 0 ? { views } : {}),
  };
}

/** What the shop says counts; the model fills in the rest so that label and category agree. */
function productOf(record: FeedRecord, seen: Description | null): Product {
  const saidCategory = record.category ?? (record.label === null ? null : categoryOfLabel(record.label));
  const category = saidCategory ?? seen?.category ?? CATEGORY_OTHER;
  const label = record.label ?? bestLabelOf(category, seen);
  return {
    id: record.id,
    category,
    label,
    title: record.title ?? titleFrom(label, category),
    price: record.price,
    listPrice: record.listPrice,
    availability: record.availability,
    gtin: record.gtin,
    seller: record.seller,
    group: groupOf(record),
    pageUrl: record.pageUrl,
    attributes: record.attributes,
  };
}

/** Offers of one item: of one GTIN, or what the shop says belongs together. A size or colour with a GTIN of its own is an item. */
function groupOf({ gtin, group }: FeedRecord): string | null {
  return gtin === null ? group : `gtin:${gtin}`;
}

function bestLabelOf(category: number, seen: Description | null): string | null {
  return seen?.labels.find(({ label }) => categoryOfLabel(label) === category)?.label ?? null;
}

function titleFrom(label: string | null, category: number): LocalText {
  const { zh, en } = (label === null ? undefined : fineLabel(label)) ?? categoryById(category);
  return { zh, en };
}
