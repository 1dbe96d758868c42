import { type KeyboardEvent, useEffect, useRef } from 'react';
import { usePage, useTray } from '#app/page.tsx';
import type { TrayPhoto } from '#app/photo-tray.ts';
import { IconButton } from '#app/ui/Button.tsx';
import styles from './TrayStrip.module.css';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** The photos at hand, where there are several: a tap shows another, as it was left. */
export function TrayStrip() {
  const { words, tray } = usePage();
  const { photos, current } = useTray();
  const list = useRef<HTMLUListElement>(null);
  if (photos.length < 2) return null;
  const place = photos.findIndex(({ id }) => id === current);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const step = STEPS[event.key];
    if (step) buttons[at + step]?.focus();
    else if (event.key === 'Delete' && photos[at]) {
      (buttons[at + 1] ?? buttons[at - 1])?.focus(); // or the focus would go with the photo
      void tray.remove(photos[at].id);
    } else return;
    event.preventDefault();
  }

  return (
    <nav className={styles.tray} aria-label={words.photos}>
      <p className={styles.count} aria-hidden="true">
        {place + 1}/{photos.length}
      </p>
      <ul ref={list} className={styles.photos} onKeyDown={onKeyDown}>
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <TrayButton
              photo={photo}
              label={words.photoName(index + 1, photos.length)}
              chosen={photo.id === current}
              onChoose={() => void tray.open(photo.id)}
            />
          </li>
        ))}
      </ul>
      <IconButton icon="trash" label={words.removePhoto} data-testid="remove-photo" onClick={tray.leave} />
    </nav>
  );
}

interface TrayButtonProps {
  readonly photo: TrayPhoto;
  readonly label: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function TrayButton({ photo, label, chosen, onChoose }: TrayButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  return (
    <button
      ref={button}
      type="button"
      className={`${styles.photo} ${chosen ? styles.chosen : ''}`}
      aria-label={label}
      aria-current={chosen}
      data-testid="tray-photo"
      onClick={onChoose}
    >
      {photo.thumbnail && <img src={photo.thumbnail} alt="" draggable={false} />}
    </button>
  );
}
