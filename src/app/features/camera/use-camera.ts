import { type RefObject, useCallback, useEffect, useState } from 'react';
import { cameraIds, closeCamera, openCamera } from '#app/services/camera.ts';
import { type TongkuanError, toTongkuanError } from '#core/errors.ts';

export interface CameraState {
  /** True while frames arrive. */
  readonly live: boolean;
  readonly error: TongkuanError | null;
  readonly restart: () => void;
  /** null with a single lens. */
  readonly switchLens: (() => void) | null;
}

/** Runs the camera while the component is there and the page is seen. */
export function useCamera(video: RefObject<HTMLVideoElement | null>): CameraState {
  const [wanted, setWanted] = useState<{ lens: string | null; attempt: number }>({ lens: null, attempt: 0 });
  const [lenses, setLenses] = useState<readonly string[]>([]);
  const [current, setCurrent] = useState<string | null>(null);
  const [live, setLive] = useState(false);
  const [error, setError] = useState<TongkuanError | null>(null);
  const visible = usePageVisible();

  useEffect(() => {
    if (!visible) return;
    let left = false;
    let close = () => {};
    void openCamera(wanted.lens)
      .then(async (camera) => {
        close = () => closeCamera(camera);
        if (left) return close();
        setCurrent(camera.deviceId);
        const element = video.current;
        if (!element) return;
        element.srcObject = camera.stream;
        await element.play();
        setLive(true);
        setLenses(await cameraIds());
      })
      .catch((thrown: unknown) => {
        if (!left) setError(toTongkuanError(thrown, 'CAMERA_FAILED'));
      });
    return () => {
      left = true;
      setLive(false);
      close();
    };
  }, [wanted, visible, video]);

  const restart = useCallback(() => {
    setError(null);
    setWanted(({ attempt }) => ({ lens: null, attempt: attempt + 1 }));
  }, []);
  const next = lenses[(lenses.indexOf(current ?? '') + 1) % lenses.length] ?? null;
  const switchLens =
    lenses.length > 1 ? () => setWanted(({ attempt }) => ({ lens: next, attempt: attempt + 1 })) : null;
  return { live, error, restart, switchLens };
}

function usePageVisible(): boolean {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return visible;
}
