import { outdated } from '#app/packs-state.ts';
import { usePacks, usePage } from '#app/page.tsx';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';
import styles from './PacksDialog.module.css';

/** Offers to fetch what changed in the shop, and tells what did. */
export function UpdatePanel() {
  const { words, packs } = usePage();
  const state = usePacks();
  const { changes, updating, transfer } = state;
  if (changes) {
    const { added, changed, deleted } = changes;
    return (
      <p className={styles.lead} role="status" data-testid="pack-changes">
        {words.packChanges(added, changed, deleted)}
      </p>
    );
  }
  if (transfer || (!updating && outdated(state).length === 0)) return null;
  const update = (
    <Button data-testid="pack-update" disabled={updating} onClick={() => void packs.update()}>
      {updating ? words.packUpdating : words.packUpdate}
    </Button>
  );
  return (
    <Note icon="turn" actions={update}>
      {words.packUpdateReady}
    </Note>
  );
}
