import { ownCategory, type SearchState } from '#app/flow.ts';
import { categoryName } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';
import type { TongkuanError } from '#core/errors.ts';
import styles from './SearchTrouble.module.css';

interface SearchTroubleProps {
  readonly error: TongkuanError;
  readonly search: SearchState;
}

/** The search failed; what the device could tell by itself is still worth saying. */
export function SearchTrouble({ error, search }: SearchTroubleProps) {
  const { words, language, flow } = usePage();
  const { description } = search;
  const offline = error.code === 'SEARCH_OFFLINE';
  const retry = <Button onClick={() => void flow.retry()}>{words.retry}</Button>;
  return (
    <>
      {description && search.stage === 'failed' && (
        <p className={styles.named}>
          <span className={styles.category}>{categoryName(ownCategory(search) ?? description.category, language)}</span>
        </p>
      )}
      {offline ? (
        <Note icon="offline" title={words.offlineTitle} actions={retry} data-testid="offline-note">
          {words.offlineNote}
        </Note>
      ) : (
        <Note icon="alert" tone="bad" actions={retry} data-testid="error-note" data-code={error.code}>
          {errorWords(error.code, language)}
        </Note>
      )}
    </>
  );
}
