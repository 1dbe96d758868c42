import { useState } from 'react';
import { useHistory, usePage } from '#app/page.tsx';
import { IconButton } from '#app/ui/Button.tsx';
import { HistoryDialog } from './HistoryDialog.tsx';

/** The way to past searches; not there before the first. */
export function HistoryButton() {
  const { words, history } = usePage();
  const { searches, deleted } = useHistory();
  const [open, setOpen] = useState(false);
  if (searches.length + deleted.length === 0) return null;
  const show = () => {
    void history.load();
    setOpen(true);
  };
  const hide = () => {
    history.forget();
    setOpen(false);
  };
  return (
    <>
      <IconButton
        icon="history"
        label={words.history}
        data-testid="open-history"
        aria-haspopup="dialog"
        onClick={show}
      />
      {open && <HistoryDialog onClose={hide} />}
    </>
  );
}
