import { expect, test } from 'vitest';
import { documentOf, seeded, vectorNear } from '#search/testing.ts';
import type { IndexHit } from '#search/vector-index.ts';
import { refine } from './refine.ts';
import { holds, textOf, wordsOf } from './words.ts';

const vector = vectorNear(1, seeded(1));
type Changes = Parameters<typeof documentOf>[2];
const productOf = (changes: Changes) => documentOf(1, vector, { attributes: {}, category: 9, ...changes }).product;
const title = (zh: string, en = zh) => ({ title: { zh, en } });

/** Whether a product holds every word. */
function matches(q: string, changes: Changes): boolean {
  const text = textOf(productOf(changes));
  const words = wordsOf(q);
  return words.length > 0 && words.every((word) => holds(text, word));
}

test.each<[string, Changes]>([
  ['red', title('红色连衣裙', 'Red dress')],
  ['RED', title('', 'A red-hot dress')],
  ['ｒｅｄ', title('', 'Red')],
  ['red', title('红色连衣裙')],
  ['红', title('', 'Red dress')],
  ['牛仔', title('宽松牛仔裤')],
  ['牛仔裤', title('宽松牛仔长裤')],
  ['牛仔', title('', 'Denim jacket')],
  ['红色的连衣裙', title('夏季 红色 连衣裙')],
  ['dresses', title('', 'Summer dress')],
  ['shoe', title('', 'Running shoes')],
  ['accessory', title('', 'Accessories')],
  ['cafe', title('', 'Café chair')],
  ['t恤', title('白色T恤')],
  ['cotton', { ...title('T恤'), attributes: { material: 'Cotton' } }],
  ['waterproof', { ...title('手表'), attributes: { Waterproof: 'yes' } }],
  ['blazer', { ...title('外套'), label: 'blazer' }],
  ['鞋', { ...title('', 'Running 42'), category: 4 }],
])('%s is found', (q, changes) => {
  expect(matches(q, changes)).toBe(true);
});

test.each<[string, Changes]>([
  ['red', title('', 'Bordered dress')],
  ['red dress', title('', 'Blue dress')],
  ['裙', title('牛仔裤')],
  ['seller', title('裤')],
])('%s is not found', (q, changes) => {
  expect(matches(q, changes)).toBe(false);
});

test.each(['', '   ', '!!', '😀', '的', 'the', '"\'%(*'])('nothing is looked for in "%s"', (q) => {
  expect(wordsOf(q)).toEqual([]);
});

/** Hits nearest first, with these titles. */
function hitsOf(...titles: string[]): IndexHit[] {
  return titles.map((en, i) => ({
    document: documentOf(i, vector, { ...title('', en), attributes: {}, category: 9 }),
    similarity: 1 - i / 100,
  }));
}
const titlesOf = (hits: readonly IndexHit[]) => hits.map(({ document }) => document.product.title.en);

test('every word first, nearest first; then the rarer word; then the picture alone', () => {
  const hits = hitsOf('blue dress', 'green hat', 'blue dress 2', 'red dress', 'red hat', 'red dress 2');
  const { ordered, holding } = refine(hits, wordsOf('red dress'));
  expect(titlesOf(ordered).slice(0, 2)).toEqual(['red dress', 'red dress 2']);
  expect(titlesOf(ordered).at(-1)).toBe('green hat');
  expect(titlesOf(holding)).toEqual(['red dress', 'red dress 2']);
  expect(ordered).toHaveLength(hits.length);
});

test('where none holds every word, any counts; where none holds any, the picture alone', () => {
  const hits = hitsOf('blue dress', 'green hat', 'red hat');
  const some = refine(hits, wordsOf('red sofa'));
  expect(titlesOf(some.ordered)).toEqual(['red hat', 'blue dress', 'green hat']);
  expect(titlesOf(some.holding)).toEqual(['red hat']);
  const none = refine(hits, wordsOf('sofa'));
  expect(none).toEqual({ ordered: hits, holding: [] });
});
