import { usePage, useSaved } from '#app/page.tsx';
import { Button } from '#app/ui/Button.tsx';
import styles from './SavedPanel.module.css';

/** Takes the last deletion back. */
export function Undo() {
  const { words, saved } = usePage();
  const { deleted } = useSaved();
  return (
    <div className={styles.undo} role="status">
      {deleted.length > 0 && (
        <>
          <span>{words.savedDeleted(deleted.length)}</span>
          <Button onClick={() => void saved.undo()}>{words.undo}</Button>
        </>
      )}
    </div>
  );
}
