import { categoryName, labelName } from '#app/naming.ts';
import { useHistory, useOutbox, usePage } from '#app/page.tsx';
import { formatTime } from '#app/services/format.ts';
import type { PastSearch } from '#app/services/history-store.ts';
import type { Outgoing } from '#app/services/outbox-store.ts';
import { Button, IconButton } from '#app/ui/Button.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Kept } from '#app/ui/Kept.tsx';
import { ListRow } from '#app/ui/ListRow.tsx';
import { Answers } from './Answers.tsx';
import styles from './HistoryDialog.module.css';

/** Pixels: a side of a small picture. */
const THUMBNAIL = 56;

/** Past searches, newest first: each can be searched again or deleted, and a deletion taken back. */
export function HistoryDialog({ onClose }: { readonly onClose: () => void }) {
  const { words, tray, history, outbox } = usePage();
  const { searches, deleted } = useHistory();
  const outgoing = useOutbox();
  const remove = (ids: readonly string[]) => {
    outbox.settle(ids);
    void history.remove(ids);
  };
  const open = ({ id, photo, box }: PastSearch) => {
    onClose();
    outbox.settle([id]);
    void tray.add([photo], { known: { id, box } });
  };
  return (
    <Dialog title={words.history} closeLabel={words.close} onClose={onClose}>
      <Kept>{words.historyStays}</Kept>
      {searches.length === 0 && <p>{words.historyEmpty}</p>}
      <ul className={styles.list} aria-label={words.history}>
        {searches.map((search) => (
          <Row
            key={search.id}
            search={search}
            outgoing={outgoing.get(search.id) ?? []}
            onOpen={() => open(search)}
            onRemove={() => remove([search.id])}
          />
        ))}
      </ul>
      <div className={styles.actions}>
        {deleted.length > 0 && (
          <p className={styles.deleted} role="status">
            {words.historyDeleted(deleted.length)}
            <Button onClick={() => void history.undo()}>{words.undo}</Button>
          </p>
        )}
        {searches.length > 0 && (
          <Button look="quiet" onClick={() => remove(searches.map(({ id }) => id))}>
            {words.deleteAll}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

interface RowProps {
  readonly search: PastSearch;
  readonly outgoing: readonly Outgoing[];
  readonly onOpen: () => void;
  readonly onRemove: () => void;
}

function Row({ search, outgoing, onOpen, onRemove }: RowProps) {
  const { words, language } = usePage();
  const name = labelName(search.label, language);
  return (
    <ListRow
      open={{ onClick: onOpen, 'data-testid': 'past-search' }}
      size={THUMBNAIL}
      picture={<img src={search.thumbnail} alt="" width={THUMBNAIL} height={THUMBNAIL} />}
      tools={
        <IconButton
          icon="trash"
          label={words.deleteSearch(name)}
          className={styles.delete ?? ''}
          data-testid="delete-search"
          onClick={onRemove}
        />
      }
    >
      <strong>{name}</strong>
      <span className={styles.facts}>
        {categoryName(search.category, language)} · {formatTime(search.time, language)}
      </span>
      <Answers outgoing={outgoing} />
    </ListRow>
  );
}
