import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseManifest } from './manifest-check.ts';
import {
  CATEGORIES,
  CATEGORY_OF_KIND,
  CATEGORY_OTHER,
  categoryById,
  categoryOfLabel,
  FINE_LABELS,
  fineLabel,
  isCategory,
  KIND_NAMES,
} from './taxonomy.ts';
import { KINDS } from './vision-api.ts';

describe('the taxonomy', () => {
  test("has Pailitao's public category ids", () => {
    expect(CATEGORIES.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21, 22, 88888888]);
  });

  test('has every slug once, in kebab-case', () => {
    const slugs = FINE_LABELS.map(({ slug }) => slug);
    expect(slugs.filter((slug, i) => slugs.indexOf(slug) !== i)).toEqual([]);
    expect(slugs.filter((slug) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))).toEqual([]);
  });

  test('names everything in both languages and puts it below a category', () => {
    const named = [...CATEGORIES, ...FINE_LABELS, ...KINDS.map((kind) => KIND_NAMES[kind])];
    expect(named.filter(({ zh, en }) => zh.trim() === '' || en.trim() === '')).toEqual([]);
    expect(FINE_LABELS.filter(({ category }) => !isCategory(category))).toEqual([]);
    expect(KINDS.filter((kind) => !isCategory(CATEGORY_OF_KIND[kind]))).toEqual([]);
  });

  test('knows every label the model may answer', () => {
    const manifest = parseManifest(JSON.parse(readFileSync('models/manifest.json', 'utf8')));
    expect(manifest.embedder.labels.filter((label) => fineLabel(label) === undefined)).toEqual([]);
  });

  test('answers for what it does not know', () => {
    expect(categoryOfLabel('t-shirt')).toBe(0);
    expect(categoryOfLabel('flying-carpet')).toBe(CATEGORY_OTHER);
    expect(() => categoryById(11)).toThrow(expect.objectContaining({ code: 'CATEGORY_UNKNOWN' }));
  });
});
