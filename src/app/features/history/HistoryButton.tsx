import { useState } from 'react';
import { answered } from '#app/outbox.ts';
import { useHistory, useOutbox, usePage } from '#app/page.tsx';
import { IconButton } from '#app/ui/Button.tsx';
import { HistoryDialog } from './HistoryDialog.tsx';

/** The way to past searches; not there before the first, unless the shortcut asks for them. */
export function HistoryButton({ startsOpen }: { readonly startsOpen: boolean }) {
  const { words, history } = usePage();
  const { searches, deleted } = useHistory();
  const news = answered(useOutbox());
  const [open, setOpen] = useState(startsOpen);
  if (searches.length + deleted.length === 0 && !open) return null;
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
        label={news > 0 ? words.historyNews(news) : words.history}
        badge={news}
        data-testid="open-history"
        aria-haspopup="dialog"
        onClick={show}
      />
      {open && <HistoryDialog onClose={hide} />}
    </>
  );
}
