import { useState } from 'react';
import { usePage } from '#app/page.tsx';
import { Button, IconButton } from '#app/ui/Button.tsx';
import styles from './UpdateNote.module.css';

/** A new version waits; it comes when the shopper says so and never in the middle of a search. */
export function UpdateNote({ apply }: { readonly apply: () => void }) {
  const { words } = usePage();
  const [hidden, setHidden] = useState(false);
  if (hidden) return null;
  return (
    <div className={styles.note} role="status">
      <p>{words.updateReady}</p>
      <Button look="quiet" onClick={apply}>
        {words.reload}
      </Button>
      <IconButton icon="close" label={words.dismiss} onClick={() => setHidden(true)} />
    </div>
  );
}
