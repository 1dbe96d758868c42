import { useState } from 'react';
import type { SearchState } from '#app/flow.ts';
import { useBarcodes, usePage } from '#app/page.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import styles from './SentBadge.module.css';
import { SentSheet } from './SentSheet.tsx';

/** Says how little was sent, where everybody sees it; a tap shows all of it. */
export function SentBadge({ search }: { readonly search: SearchState }) {
  const { words } = usePage();
  const [open, setOpen] = useState(false);
  const { bytesSent } = search;
  const barcode = useBarcodes().sent;
  const sentText = () => {
    if (barcode) return words.sentWithBarcode(bytesSent);
    return bytesSent > 0 ? words.sent(bytesSent) : words.nothingSent;
  };
  return (
    <>
      <button
        type="button"
        className={styles.badge}
        data-testid="sent-badge"
        data-bytes={bytesSent}
        aria-haspopup="dialog"
        disabled={!search.description && !barcode}
        onClick={() => setOpen(true)}
      >
        <Icon name="lock" size={18} />
        <span>
          <strong>{sentText()}</strong>
          <span className={styles.stayed}>{words.photoStayed}</span>
        </span>
      </button>
      {open && <SentSheet search={search} onClose={() => setOpen(false)} />}
    </>
  );
}
