import { type ReactNode, useState } from 'react';
import { useFlow, usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { Note } from '#app/ui/Note.tsx';
import styles from './EmptyScreen.module.css';
import { Examples } from './Examples.tsx';
import { HeroArt } from './HeroArt.tsx';
import { PasteButton } from './PasteButton.tsx';
import { PickButton } from './PickButton.tsx';

interface EmptyScreenProps {
  /** Opened to choose a photo: a browser opens its picker for a tap only, so the button waits for one. */
  readonly startsWithGallery: boolean;
  readonly onCamera: () => void;
  /** Shown below the ways to add a photo: progress, installing. */
  readonly children: ReactNode;
  /** At the very end, beside the licences. */
  readonly footer: ReactNode;
}

/** What is seen before there is a photo: what this is, the promise, and one clear thing to do. */
export function EmptyScreen({ startsWithGallery, onCamera, children, footer }: EmptyScreenProps) {
  const { words, language } = usePage();
  const { error } = useFlow();
  const [pasteEmpty, setPasteEmpty] = useState(false);
  return (
    <main className={styles.empty}>
      <div className={styles.art}>
        <HeroArt />
      </div>
      <div className={styles.words}>
        <h1>{words.headline}</h1>
        <p className={styles.promise}>
          <Icon name="lock" size={18} />
          {words.promise}
        </p>
      </div>
      <div className={styles.ways}>
        {error && (
          <Note icon="alert" tone="bad" data-testid="error-note" data-code={error.code}>
            {errorWords(error.code, language)}
          </Note>
        )}
        {pasteEmpty && !error && <Note icon="paste">{words.pasteEmpty}</Note>}
        <PickButton label={words.pickPhoto} look="primary" startsFocused={startsWithGallery} />
        <div className={styles.others}>
          <Button icon="camera" data-testid="open-camera" onClick={onCamera}>
            {words.openCamera}
          </Button>
          <PasteButton onEmpty={() => setPasteEmpty(true)} />
        </div>
        <p className={styles.drop}>{words.orDrop}</p>
      </div>
      <div className={styles.rest}>
        <Examples />
        {children}
        <footer className={styles.footer}>
          {footer}
          <a className={styles.licences} href="/licences.txt">
            {words.licences}
          </a>
        </footer>
      </div>
    </main>
  );
}
