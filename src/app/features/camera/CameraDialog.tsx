import { useRef } from 'react';
import { usePage } from '#app/page.tsx';
import { freezeFrame } from '#app/services/camera.ts';
import { errorWords } from '#app/services/error-words.ts';
import { Button, IconButton } from '#app/ui/Button.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Note } from '#app/ui/Note.tsx';
import styles from './CameraDialog.module.css';
import { useCamera } from './use-camera.ts';

/** Live picture, shutter, lens. Mounted only after a tap on "camera"; unmounting turns the camera off. */
export function CameraDialog({ onClose }: { readonly onClose: () => void }) {
  const { words, language, flow, tray } = usePage();
  const video = useRef<HTMLVideoElement>(null);
  const camera = useCamera(video);
  const shoot = async () => {
    if (!video.current) return;
    const taken = await freezeFrame(video.current).catch((thrown: unknown) => {
      flow.reject(thrown);
      return null;
    });
    onClose();
    if (taken) void tray.add([taken]);
  };
  return (
    <Dialog title={words.cameraTitle} closeLabel={words.close} look="theatre" onClose={onClose}>
      <div className={styles.view}>
        {camera.error ? (
          <Note
            icon="alert"
            tone="bad"
            data-testid="error-note"
            data-code={camera.error.code}
            actions={<Button onClick={camera.restart}>{words.retry}</Button>}
          >
            <p>{errorWords(camera.error.code, language)}</p>
            <p>{words.cameraOther}</p>
          </Note>
        ) : (
          <video ref={video} autoPlay playsInline muted />
        )}
      </div>
      <div className={styles.controls}>
        <span className={styles.side} />
        <button
          type="button"
          className={styles.shutter}
          aria-label={words.takePicture}
          data-testid="shutter"
          disabled={!camera.live}
          onClick={() => void shoot()}
        />
        <span className={styles.side}>
          {camera.switchLens && <IconButton icon="turn" label={words.switchLens} onClick={camera.switchLens} />}
        </span>
      </div>
    </Dialog>
  );
}
