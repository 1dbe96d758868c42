import { type CSSProperties, useRef, useState } from 'react';
import { usePage } from '#app/page.tsx';
import { freezeFrame } from '#app/services/camera.ts';
import { errorWords } from '#app/services/error-words.ts';
import { Button, IconButton } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { Note } from '#app/ui/Note.tsx';
import styles from './CameraView.module.css';
import { LensControls } from './LensControls.tsx';
import { type Aim, inPhoto } from './live/aim.ts';
import { LiveCarousel } from './live/LiveCarousel.tsx';
import { LiveOverlay } from './live/LiveOverlay.tsx';
import { useLive } from './live/use-live.ts';
import { useCamera } from './use-camera.ts';
import { useLens } from './use-lens.ts';

/** Picture, shutter, lens, and after a tap live mode. Mounted after a tap on "camera"; unmounting turns it off. */
export function CameraView({ onClose }: { readonly onClose: () => void }) {
  const { words, language, flow, tray } = usePage();
  const video = useRef<HTMLVideoElement>(null);
  const [ratio, setRatio] = useState<number | null>(null);
  const camera = useCamera(video);
  const lens = useLens(camera.track);
  const live = useLive(video, camera);
  const measure = ({ videoWidth, videoHeight }: HTMLVideoElement) =>
    setRatio(videoHeight > 0 ? videoWidth / videoHeight : null);
  const freeze = async (aim: Aim | null) => {
    const element = video.current;
    if (!element) return;
    const { videoWidth: width, videoHeight: height } = element;
    const taken = await freezeFrame(element).catch((thrown: unknown) => {
      flow.reject(thrown);
      return null;
    });
    onClose();
    if (taken) void tray.add([taken], aim ? { known: inPhoto(aim, { width, height }) } : {});
  };
  return (
    <>
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
          <div className={styles.frame} style={ratio ? ({ '--ratio': ratio } as CSSProperties) : undefined}>
            <video
              ref={video}
              autoPlay
              playsInline
              muted
              onLoadedMetadata={({ currentTarget }) => measure(currentTarget)}
              onResize={({ currentTarget }) => measure(currentTarget)}
            />
            {live.controller && <LiveOverlay controller={live.controller} onFreeze={freeze} onWake={camera.wake} />}
          </div>
        )}
      </div>
      {live.controller && !camera.error && <LiveCarousel controller={live.controller} />}
      <LensControls lens={lens} />
      <div className={styles.controls}>
        <span className={styles.side}>
          <button
            type="button"
            className={styles.live}
            aria-pressed={live.controller !== null}
            title={words.liveHint}
            data-testid="live-toggle"
            disabled={!camera.live && !live.controller}
            onClick={live.toggle}
          >
            <Icon name="live" />
            {words.live}
          </button>
        </span>
        <button
          type="button"
          className={styles.shutter}
          aria-label={words.takePicture}
          data-testid="shutter"
          disabled={!camera.live}
          onClick={() => void freeze(live.aim())}
        />
        <span className={styles.side}>
          {camera.switchLens && <IconButton icon="turn" label={words.switchLens} onClick={camera.switchLens} />}
        </span>
      </div>
    </>
  );
}
