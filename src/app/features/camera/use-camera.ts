import { type RefObject, useCallback, useEffect, useState } from 'react';
import { cameraIds, closeCamera, openCamera } from '#app/services/camera.ts';
import { TongkuanError, toTongkuanError } from '#core/errors.ts';

export interface CameraState {
  /** True while frames arrive. */
  readonly live: boolean;
  readonly error: TongkuanError | null;
  /** What delivers them; null while the camera is off. */
  readonly track: MediaStreamTrack | null;
  readonly restart: () => void;
  /** null with a single lens. */
  readonly switchLens: (() => void) | null;
  /** Turns the camera off until `wake`. */
  readonly sleep: () => void;
  readonly wake: () => void;
}

/** Runs the camera while the component is there, the page is seen and nobody sent it to sleep. */
export function useCamera(video: RefObject<HTMLVideoElement | null>): CameraState {
  const [wanted, setWanted] = useState<{ lens: string | null; attempt: number }>({ lens: null, attempt: 0 });
  const [lenses, setLenses] = useState<readonly string[]>([]);
  const [current, setCurrent] = useState<string | null>(null);
  const [track, setTrack] = useState<MediaStreamTrack | null>(null);
  const [error, setError] = useState<TongkuanError | null>(null);
  const [asleep, setAsleep] = useState(false);
  const on = usePageVisible() && !asleep;

  useEffect(() => {
    if (!on) return;
    let left = false;
    let close = () => {};
    const fail = (thrown: unknown) => {
      if (left) return;
      setTrack(null);
      setError(toTongkuanError(thrown, 'CAMERA_FAILED'));
    };
    void openCamera(wanted.lens)
      .then(async (camera) => {
        close = () => closeCamera(camera);
        if (left) return close();
        // Unplugged or taken by the system; a track that is stopped by the page says nothing.
        camera.track.addEventListener('ended', () => fail(new TongkuanError('CAMERA_LOST')));
        setCurrent(camera.deviceId);
        const element = video.current;
        if (!element) return;
        element.srcObject = camera.stream;
        await element.play();
        if (left) return;
        setTrack(camera.track);
        setLenses(await cameraIds());
      })
      .catch(fail);
    return () => {
      left = true;
      setTrack(null);
      close();
    };
  }, [wanted, on, video]);

  const restart = useCallback(() => {
    setError(null);
    setWanted(({ attempt }) => ({ lens: null, attempt: attempt + 1 }));
  }, []);
  const sleep = useCallback(() => setAsleep(true), []);
  const wake = useCallback(() => setAsleep(false), []);
  const next = lenses[(lenses.indexOf(current ?? '') + 1) % lenses.length] ?? null;
  const switchLens =
    lenses.length > 1 ? () => setWanted(({ attempt }) => ({ lens: next, attempt: attempt + 1 })) : null;
  return { live: track !== null && !error, error, track, restart, switchLens, sleep, wake };
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
