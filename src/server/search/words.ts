/** Words a shopper adds to the picture, and whether a product holds them. */
import type { Product } from '#core/product.ts';
import { categoryById, fineLabel, isCategory } from '#core/taxonomy.ts';
import { sameMeaning } from './word-pairs.ts';

/** One word asked for, in all forms that count as it. */
export type Word = readonly string[];

/** What a product says of itself. */
export interface ProductText {
  /** All of it, folded. */
  readonly text: string;
  /** Its words in Latin letters, stemmed. */
  readonly latin: ReadonlySet<string>;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** Words that are in every title or in none, and say nothing of a thing. */
const EMPTY = new Set([
  '的',
  '了',
  '和',
  '与',
  '或',
  '在',
  '有',
  'a',
  'an',
  'the',
  'of',
  'in',
  'with',
  'and',
  'or',
  'for',
]);
const LATIN = /[\p{Script=Latin}\p{N}]+/gu;

/** Full-width, accented and capital letters are the plain ones. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** English plural and singular become the same; not always a word, but the same on both sides. */
function stem(word: string): string {
  if (word.length <= 3) return word;
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(s|x|z|ch|sh)es$/, '$1')
    .replace(/([^su])s$/, '$1');
  return singular.replace(/e$/, '');
}

const isLatin = (word: string) => word.match(LATIN)?.[0] === word;
const formOf = (word: string) => (isLatin(word) ? stem(word) : word);

/** The words of a text in any language, each once; none when there is nothing to look for in it. */
export function wordsOf(text: string): Word[] {
  const words = [...segmenter.segment(fold(text))].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
  return [...new Set(words)].filter((word) => !EMPTY.has(word)).map((word) => sameMeaning(word).map(formOf));
}

/** Title, names of label and category in both languages, and attributes. */
export function textOf({ title, label, category, attributes }: Product): ProductText {
  const named = label === null ? undefined : fineLabel(label);
  const kind = isCategory(category) ? categoryById(category) : undefined;
  const parts = [title, named, kind].flatMap((each) => (each ? [each.zh, each.en] : []));
  const text = fold([...parts, ...Object.entries(attributes).flat()].join('\n'));
  return { text, latin: new Set(text.match(LATIN)?.map(stem)) };
}

/** Whole words in Latin letters ("red" is not in "bordered"), parts of words in others ("牛仔" is in "牛仔裤"). */
export function holds({ text, latin }: ProductText, word: Word): boolean {
  return word.some((form) => (isLatin(form) ? latin.has(form) : text.includes(form)));
}
