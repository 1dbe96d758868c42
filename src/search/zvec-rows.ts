/** Rows as zvec gives them, read: documents, similarities, their order. */
import type { ZVecDoc } from '@zvec/zvec';
import { cosine } from '#core/vector.ts';
import { fromStored, storedViews, toInt8 } from './record.ts';
import type { IndexDocument, IndexHit } from './vector-index.ts';
import { FIELDS } from './zvec-engine.ts';
import { viewKeys } from './zvec-views.ts';

function vectorOf(doc: ZVecDoc): ArrayLike<number> {
  return (doc.vectors[FIELDS.vector] ?? []) as ArrayLike<number>;
}

/** The document of a row that was asked for with its vector; without its further pictures. */
export function documentAt(doc: ZVecDoc): IndexDocument {
  return fromStored(doc.fields, vectorOf(doc));
}

/** The document of a product's row and of those rows of its views that are there. */
export function withViews(doc: ZVecDoc, rows: Readonly<Record<string, ZVecDoc>>): IndexDocument {
  const document = documentAt(doc);
  const keys = viewKeys(doc);
  const views = storedViews(doc.fields).flatMap((picture, i) => {
    const row = rows[keys[i] as string];
    return row ? [{ picture, vector: toInt8(vectorOf(row)) }] : [];
  });
  return views.length > 0 ? { ...document, views } : document;
}

/** By the stored vectors where they were asked for; else in the order of the quantised ones, as they came. */
export function nearestFirst(rows: readonly ZVecDoc[], vector: Int8Array): readonly ZVecDoc[] {
  if (!rows.some((row) => vectorOf(row).length > 0)) return rows;
  return [...rows].sort((a, b) => similarityOf(vector, b) - similarityOf(vector, a));
}

/** Cosine similarity by the stored vector, −1 to 1. */
export function similarityOf(vector: Int8Array, row: ZVecDoc): number {
  return Math.max(-1, Math.min(1, cosine(vector, toInt8(vectorOf(row)))));
}

/** The similarity is computed from the stored components: a quantised structure's own score is an estimate. */
export function toHit(doc: ZVecDoc, vector: Int8Array): IndexHit {
  return { document: documentAt(doc), similarity: similarityOf(vector, doc) };
}
