import { type RefObject, useCallback, useEffect, useState } from 'react';
import { usePage } from '#app/page.tsx';
import { frameGrabber } from '#app/services/live-frames.ts';
import type { CameraState } from '../use-camera.ts';
import type { Aim } from './aim.ts';
import { LiveController, waitFor } from './live-controller.ts';

interface Live {
  /** Null while live mode is off. */
  readonly controller: LiveController | null;
  readonly toggle: () => void;
  /** What is in the centre, if live mode sees something there. */
  readonly aim: () => Aim | null;
}

/** Live mode over the camera: off until it is toggled, paused with the camera. */
export function useLive(video: RefObject<HTMLVideoElement | null>, camera: CameraState): Live {
  const { live, models } = usePage();
  const [controller, setController] = useState<LiveController | null>(null);
  const { live: seeing, sleep, wake } = camera;

  useEffect(() => {
    if (!controller || !seeing) return;
    controller.start();
    return () => controller.stop();
  }, [controller, seeing]);

  useEffect(() => {
    if (!controller) return;
    const hide = () => document.visibilityState === 'hidden' && controller.pause();
    const retry = () => controller.search.retry();
    const rest = controller.subscribe(() => controller.state().stage === 'paused' && sleep());
    document.addEventListener('visibilitychange', hide);
    addEventListener('online', retry);
    return () => {
      rest();
      document.removeEventListener('visibilitychange', hide);
      removeEventListener('online', retry);
    };
  }, [controller, sleep]);

  const toggle = useCallback(() => {
    if (controller) {
      wake();
      setController(null);
      return;
    }
    void models.start();
    const grab = frameGrabber(() => video.current);
    setController(new LiveController({ ...live, grab, now: () => performance.now(), wait: waitFor }));
  }, [controller, video, wake, models, live]);

  const aim = useCallback(() => {
    if (!controller) return null;
    const { tracks, centre, frame } = controller.state();
    const track = tracks.find(({ id }) => id === centre);
    return track ? { track, frame } : null;
  }, [controller]);
  return { controller, toggle, aim };
}
