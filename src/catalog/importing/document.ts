/** Feed record + picture + what the model says → a document of the index. */
import { createHash } from 'node:crypto';
import type { LocalText, Product } from '#core/product.ts';
import { CATEGORY_OTHER, categoryById, categoryOfLabel, fineLabel } from '#core/taxonomy.ts';
import type { Description } from '#core/vision-api.ts';
import type { IndexDocument } from '#search/vector-index.ts';
import type { FeedRecord } from '../feed/record.ts';
import { pictureName } from '../pictures/store.ts';

/** Raised when the same feed and models would give other documents than before. */
const PIPELINE_VERSION = 1;

/** Both parts of a content hash: what the shop wrote (and who reads it), and the picture's bytes. */
export interface ContentHash {
  readonly record: string;
  readonly picture: string;
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

export function recordHash(record: FeedRecord, modelKey: string): string {
  return sha256(JSON.stringify([PIPELINE_VERSION, modelKey, record])).slice(0, 32);
}

export function joinHash({ record, picture }: ContentHash): string {
  return `${record}.${picture}`;
}

export function splitHash(hash: string): ContentHash {
  const [record = '', picture = ''] = hash.split('.');
  return { record, picture };
}

/** True when nothing is left for the model to say. */
export function isFullyDescribed({ title, label }: FeedRecord): boolean {
  return title !== null && label !== null;
}

/** The document of a record. */
export function documentOf(record: FeedRecord, seen: Description, hash: ContentHash): IndexDocument {
  return {
    product: productOf(record, seen),
    vector: seen.vector,
    picture: pictureName(hash.picture),
    contentHash: joinHash(hash),
  };
}

/** A new record for a picture that is known: the vector stays. Only for a fully described record. */
export function updatedDocument(record: FeedRecord, previous: IndexDocument, hash: ContentHash): IndexDocument {
  return { ...previous, product: productOf(record, null), contentHash: joinHash(hash) };
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
    group: record.group,
    pageUrl: record.pageUrl,
    attributes: record.attributes,
  };
}

function bestLabelOf(category: number, seen: Description | null): string | null {
  return seen?.labels.find(({ label }) => categoryOfLabel(label) === category)?.label ?? null;
}

function titleFrom(label: string | null, category: number): LocalText {
  const { zh, en } = (label === null ? undefined : fineLabel(label)) ?? categoryById(category);
  return { zh, en };
}
