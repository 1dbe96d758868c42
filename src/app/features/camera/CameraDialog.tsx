import { type ComponentType, useCallback, useEffect, useState } from 'react';
import { usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Note } from '#app/ui/Note.tsx';
import styles from './CameraDialog.module.css';

interface CameraProps {
  readonly onClose: () => void;
}

type Loaded = { readonly View: ComponentType<CameraProps> } | 'failed' | null;

/** The camera, fetched when it is wanted: most people bring a photo. */
export function CameraDialog({ onClose }: CameraProps) {
  const { words, language } = usePage();
  const [loaded, setLoaded] = useState<Loaded>(null);
  const load = useCallback(() => {
    setLoaded(null);
    import('./CameraView.tsx').then(
      ({ CameraView }) => setLoaded({ View: CameraView }),
      () => setLoaded('failed'),
    );
  }, []);
  useEffect(load, [load]);
  return (
    <Dialog title={words.cameraTitle} closeLabel={words.close} look="theatre" onClose={onClose}>
      {loaded === 'failed' && (
        <div className={styles.failed}>
          <Note
            icon="alert"
            tone="bad"
            data-testid="error-note"
            data-code="SEARCH_UNREACHABLE"
            actions={<Button onClick={load}>{words.retry}</Button>}
          >
            <p>{errorWords('SEARCH_UNREACHABLE', language)}</p>
            <p>{words.cameraOther}</p>
          </Note>
        </div>
      )}
      {loaded && loaded !== 'failed' && <loaded.View onClose={onClose} />}
    </Dialog>
  );
}
