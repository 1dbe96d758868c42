import { expect, test } from 'vitest';
import { CATEGORIES, FINE_LABELS } from '../taxonomy.ts';
import * as en from './en.ts';
import * as zh from './zh.ts';

const slugs = FINE_LABELS.map(({ slug }) => slug).sort();
const ids = CATEGORIES.map(({ id }) => String(id)).sort();

test.each([
  ['en', en, /[.]$/, 140],
  ['zh', zh, /。$/, 60],
] as const)('every label and every category has a description in %s, of one sentence', (_, language, end, longest) => {
  expect(Object.keys(language.DESCRIPTIONS).sort()).toEqual(slugs);
  expect(Object.keys(language.CATEGORY_DESCRIPTIONS).sort()).toEqual(ids);
  const texts = [...Object.values(language.DESCRIPTIONS), ...Object.values(language.CATEGORY_DESCRIPTIONS)];
  expect(texts.filter((text) => !end.test(text) || text.length > longest)).toEqual([]);
  expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
});
