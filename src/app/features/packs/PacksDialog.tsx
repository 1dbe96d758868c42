import { useEffect, useState } from 'react';
import { categoryName } from '#app/naming.ts';
import { type PacksState, sizeOf } from '#app/packs-state.ts';
import { usePacks, usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Note } from '#app/ui/Note.tsx';
import { Skeleton } from '#app/ui/Skeleton.tsx';
import styles from './PacksDialog.module.css';
import { CheckRow, KeptRow, OfferRow } from './Rows.tsx';
import { formatRoom, packSize } from './sizes.ts';
import { TransferPanel } from './TransferPanel.tsx';
import { UpdatePanel } from './UpdatePanel.tsx';

/** Milliseconds until the list is asked for again while the shop still makes pictures. */
const REFRESH_MS = 4000;

/** Which categories are taken along: choosing, downloading, updating and deleting. */
export function PacksDialog({ onClose }: { readonly onClose: () => void }) {
  const { words, language, packs } = usePage();
  const state = usePacks();
  const { kept, deleted, offered, shop, error, transfer } = state;
  usePictureWatch(state);
  const close = () => {
    void packs.forget();
    onClose();
  };
  return (
    <Dialog title={words.packs} closeLabel={words.close} onClose={close}>
      <p className={styles.lead}>{words.packsLead}</p>
      {error && (
        <Note icon="alert" tone="bad" data-testid="pack-error" data-code={error.code}>
          {errorWords(error.code, language)}
        </Note>
      )}
      {shop === 'failed' && (
        <Note icon="offline" actions={<Button onClick={() => void packs.refresh()}>{words.retry}</Button>}>
          {words.packsUnseen}
        </Note>
      )}
      <UpdatePanel />
      {kept.length > 0 && (
        <ul className={styles.list}>
          {kept.map((pack) => (
            <KeptRow key={pack.category} pack={pack} />
          ))}
        </ul>
      )}
      {deleted.length > 0 && (
        <p className={styles.deleted} role="status">
          {words.packDeleted(deleted.map(({ category }) => categoryName(category, language)))}
          <Button onClick={() => void packs.undo()}>{words.undo}</Button>
        </p>
      )}
      {transfer ? <TransferPanel transfer={transfer} /> : shop !== 'failed' && <Choice />}
      {shop === 'here' && offered.length === 0 && <p>{words.packsEmpty}</p>}
    </Dialog>
  );
}

/** Categories that are not here yet, and the button that fetches the chosen ones. */
function Choice() {
  const { words, packs } = usePage();
  const { offered, kept, deleted, shop, room, updating } = usePacks();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [pictures, setPictures] = useState(true);
  if (shop !== 'here') return <Waiting />;
  const here = new Set([...kept, ...deleted].map(({ category }) => category));
  const open = offered.filter(({ category }) => !here.has(category));
  if (open.length === 0) return null;
  const picked = open.filter(({ category }) => chosen.includes(category));
  const size = picked.map((pack) => sizeOf(pack, pictures));
  const bytes = size.reduce((sum, each) => sum + each.bytes, 0);
  const exact = size.every((each) => each.exact);
  const toggle = (category: number) =>
    setChosen(chosen.includes(category) ? chosen.filter((each) => each !== category) : [...chosen, category]);
  return (
    <>
      <ul className={styles.list} data-testid="pack-offers">
        {open.map((pack) => (
          <OfferRow
            key={pack.category}
            pack={pack}
            pictures={pictures}
            checked={chosen.includes(pack.category)}
            onChange={() => toggle(pack.category)}
          />
        ))}
      </ul>
      <div className={styles.bar}>
        <div className={styles.foot}>
          <CheckRow checked={pictures} onChange={() => setPictures(!pictures)} testId="pack-pictures">
            {words.packPictures}
          </CheckRow>
          {room !== null && <p className={styles.room}>{words.packRoom(formatRoom(room))}</p>}
        </div>
        <Button
          look="primary"
          icon="install"
          data-testid="pack-download"
          disabled={picked.length === 0 || updating}
          onClick={() => void packs.download(chosen, pictures)}
        >
          {words.packDownload(picked.length === 0 ? null : packSize(bytes, exact, words))}
        </Button>
      </div>
    </>
  );
}

function Waiting() {
  return (
    <div className={styles.waiting} aria-hidden="true">
      <Skeleton width="60%" />
      <Skeleton width="45%" />
      <Skeleton width="70%" />
    </div>
  );
}

/** Sizes are only about right until the shop has made its pictures. */
function usePictureWatch({ offered, shop }: PacksState): void {
  const { packs } = usePage();
  const unfinished = shop === 'here' && offered.some(({ pictureBytes }) => pictureBytes === null);
  useEffect(() => {
    if (!unfinished) return;
    const timer = setInterval(() => void packs.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [unfinished, packs]);
}
