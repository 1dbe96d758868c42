import { type ComponentType, useCallback, useEffect, useState } from 'react';
import { usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Note } from '#app/ui/Note.tsx';

interface CameraProps {
  readonly onClose: () => void;
}

type Loaded = { readonly Opened: ComponentType<CameraProps> } | 'failed' | null;

/** The camera, fetched when it is wanted: most people bring a photo. */
export function Camera({ onClose }: CameraProps) {
  const { words, language } = usePage();
  const [loaded, setLoaded] = useState<Loaded>(null);
  const load = useCallback(() => {
    setLoaded(null);
    import('./CameraDialog.tsx').then(
      ({ CameraDialog }) => setLoaded({ Opened: CameraDialog }),
      () => setLoaded('failed'),
    );
  }, []);
  useEffect(load, [load]);
  if (loaded !== null && loaded !== 'failed') return <loaded.Opened onClose={onClose} />;
  return (
    <Dialog title={words.cameraTitle} closeLabel={words.close} look="theatre" onClose={onClose}>
      {loaded === 'failed' && (
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
      )}
    </Dialog>
  );
}
