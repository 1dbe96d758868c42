import { CANDIDATES, SELLERS_LISTED } from '#core/chips.ts';
import { DEPTH_MAX } from '#core/search-protocol.ts';

/** What OpenAPI tells of every address that answers with a `SearchResponse`. */
export const HOW_FOUND =
  `Sorting by price puts the nearest ${CANDIDATES} products in order. \`categories\` counts the nearest ${CANDIDATES} ` +
  `without the category filter; categories the catalogue holds further off have count 0; \`sellers\` (at most ` +
  `${SELLERS_LISTED}) and, with \`facets=price\`, \`prices\` do the same without their own filter. \`cursor\` leads to the ` +
  `next page, and is refused with CURSOR_EXPIRED once the catalogue has changed. With \`group=offers\` products ` +
  `of one group are one hit: the nearest stands for it, \`total\`, pages and \`categories\` count such hits among the nearest ` +
  `${DEPTH_MAX} products, and \`offers\` spans all of its offers that pass the filters and are in its currency (in an index ` +
  `made before groups had a field: those among the nearest ${DEPTH_MAX}). By price such a hit stands where its lowest offer ` +
  `does, or, dearest first, its highest. Words in \`q\` refine the picture: of the nearest ${DEPTH_MAX} products, and of no ` +
  `others, those that hold every word come first, then the others in the order of words and picture together; sorted by ` +
  `price, only those that hold the words are answered with, if there are any. Looked at are titles, names of label and ` +
  `category in both languages, and attributes. A \`q\` without any word is as none.`;
