import type { ReactNode } from 'react';
import { usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import type { Words } from '#app/services/words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';
import type { TongkuanError } from '#core/errors.ts';

/** Failures that a travel pack would have helped with. */
const NO_SHOP: ReadonlySet<string> = new Set(['SEARCH_OFFLINE', 'SEARCH_UNREACHABLE', 'DEADLINE']);

interface SearchTroubleProps {
  readonly error: TongkuanError;
  /** The way to travel packs. */
  readonly packs: ReactNode;
}

/** The search failed: why, and what can be done. */
export function SearchTrouble({ error, packs }: SearchTroubleProps) {
  const { words, language, flow } = usePage();
  const offline = error.code === 'SEARCH_OFFLINE';
  const unfit = packTrouble(error, words);
  const retry = <Button onClick={() => void flow.retry()}>{words.retry}</Button>;
  const noShop = NO_SHOP.has(error.code);
  const actions = (
    <>
      {retry}
      {packs}
    </>
  );
  return offline ? (
    <Note icon="offline" title={words.offlineTitle} actions={actions} data-testid="offline-note">
      {words.offlineNote} {unfit}
    </Note>
  ) : (
    <Note icon="alert" tone="bad" actions={noShop ? actions : retry} data-testid="error-note" data-code={error.code}>
      {errorWords(error.code, language)} {unfit}
    </Note>
  );
}

/** Why the travel packs that are on this device could not answer instead; null where there are none. */
function packTrouble({ details }: TongkuanError, words: Words): string | null {
  if (details.pack === 'other-model') return words.packOtherModel;
  return details.pack === 'other-category' ? words.packOtherCategory : null;
}
