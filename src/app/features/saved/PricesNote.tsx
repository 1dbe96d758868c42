import { SaveTrouble } from '#app/cards/SaveTrouble.tsx';
import { usePage, useSaved } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';
import styles from './PricesNote.module.css';

/** Whether the prices in the list are today's. */
export function PricesNote() {
  const { words, language, saved } = usePage();
  const { asking, askError } = useSaved();
  return (
    <>
      <SaveTrouble />
      <p className={styles.asking} role="status">
        {asking && words.askingPrices}
      </p>
      {askError && (
        <Note
          icon={askError.code === 'SEARCH_OFFLINE' ? 'offline' : 'alert'}
          title={errorWords(askError.code, language)}
          actions={<Button onClick={() => void saved.askPrices()}>{words.retry}</Button>}
          data-testid="prices-note"
          data-code={askError.code}
        >
          {words.pricesThenOnly}
        </Note>
      )}
    </>
  );
}
