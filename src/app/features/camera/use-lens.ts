import { useEffect, useMemo, useState } from 'react';
import { type LensState, latestOnly, lensOf, NO_LENS, setLens } from '#app/services/lens.ts';

/** Android tells of torch and zoom only a moment after the first frame (crbug.com/711524). */
const ASK_AGAIN_MS = 800;

export interface Lens extends LensState {
  /** The device refused what was last asked of it. */
  readonly refused: boolean;
  readonly setTorch: (on: boolean) => void;
  readonly setZoom: (zoom: number) => void;
}

/** Torch and zoom of the running camera; while it is off they stay as they were, so that nothing on screen moves. */
export function useLens(track: MediaStreamTrack | null): Lens {
  const [state, setState] = useState<LensState>(NO_LENS);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    setRefused(false);
    if (!track) return;
    setState(lensOf(track));
    const again = setTimeout(() => setState(lensOf(track)), ASK_AGAIN_MS);
    return () => clearTimeout(again);
  }, [track]);
  const apply = useMemo(
    () =>
      latestOnly(async (wanted: { torch?: boolean; zoom?: number }) => {
        if (!track) return;
        const done = await setLens(track, wanted);
        setRefused(!done);
        if (!done) setState(lensOf(track)); // back to what is
      }),
    [track],
  );
  const change = (wanted: { torch?: boolean; zoom?: number }) => {
    if (!track) return;
    setState((before) => ({ ...before, ...wanted }));
    apply(wanted);
  };
  return {
    ...state,
    refused,
    setTorch: (torch) => change({ torch }),
    setZoom: (zoom) => change({ zoom }),
  };
}
