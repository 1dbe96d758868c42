import type { FlowState, SearchState } from './flow.ts';
import { isNoMatch } from './matches.ts';
import { targetName } from './naming.ts';
import { errorWords } from './services/error-words.ts';
import { formatDay } from './services/format.ts';
import type { Language } from './services/language.ts';
import type { Words } from './services/words.ts';

/** What a screen reader says about a state; the same text is said once. */
export function announcement(state: FlowState, language: Language, words: Words): string {
  const { stage, search, targets, refused } = state;
  if (refused) return errorWords(refused.code, language);
  if (state.error) return errorWords(state.error.code, language);
  if (stage === 'empty') return '';
  if (stage === 'preparing') return words.preparing;
  if (stage === 'detecting') return words.looking;
  if (search?.error) return errorWords(search.error.code, language);
  if (search?.stage === 'done') return outcome(search, language, words);
  const items = targets.filter(({ box }) => box !== null);
  return items.length === 0 ? words.nothingFound : words.found(items.map((item) => targetName(item, language, words)));
}

function outcome(search: SearchState, language: Language, words: Words): string {
  const { pack, total } = search;
  const origin = pack ? ` ${words.packOrigin(formatDay(pack.asOf, language))}` : '';
  if (total === 0) return words.noResults + origin;
  const count = words.resultCount(total);
  return (isNoMatch(search) ? `${words.noMatch} ${count}` : count) + origin;
}
