import { isNoMatch } from '#app/matches.ts';
import { describedNames } from '#app/naming.ts';
import { errorWords } from '#app/services/error-words.ts';
import type { Language } from '#app/services/language.ts';
import type { Words } from '#app/services/words.ts';
import type { LiveMatch } from './live-search.ts';

/** What a screen reader says of the thing the phone has settled on: once, when its answer is there, and not for every frame. */
export function spoken(match: LiveMatch | null, language: Language, words: Words): string {
  if (!match || match.stage === 'searching') return '';
  const { name, unsure } = describedNames(match.description, language);
  const what = unsure ? `${words.mayBe} ${name}` : name;
  return `${what}. ${outcome(match, language, words)}`;
}

function outcome({ error, hits, nearest, description }: LiveMatch, language: Language, words: Words): string {
  if (error) return errorWords(error.code, language);
  if (hits.length === 0) return words.noResults;
  const count = words.resultCount(hits.length);
  return isNoMatch({ description, nearest, mode: 'item' }) ? `${words.noMatch} ${count}` : count;
}
