import { type CSSProperties, useRef, useSyncExternalStore } from 'react';
import { usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { Note } from '#app/ui/Note.tsx';
import { useNamesApart } from '#app/ui/use-names-apart.ts';
import type { Aim } from './aim.ts';
import { LiveOutline } from './LiveOutline.tsx';
import styles from './LiveOverlay.module.css';
import type { LiveController } from './live-controller.ts';

/** Outlines glide until the next look brings them on; without a bound, one slow look would make them crawl. */
const GLIDE_MS = { least: 80, most: 400 };

interface LiveOverlayProps {
  readonly controller: LiveController;
  readonly onFreeze: (aim: Aim) => void;
  readonly onWake: () => void;
}

/** What live mode sees, drawn over the picture of the camera. */
export function LiveOverlay({ controller, onFreeze, onWake }: LiveOverlayProps) {
  const { words, language } = usePage();
  const { stage, error, frame, tracks, centre, intervalMs, looks } = useSyncExternalStore(
    controller.subscribe,
    controller.state,
  );
  const outlines = useRef<HTMLDivElement>(null);
  useNamesApart(outlines);
  const glide = `${Math.round(Math.min(GLIDE_MS.most, Math.max(GLIDE_MS.least, intervalMs)))}ms`;
  return (
    <div
      className={styles.overlay}
      style={{ '--glide': glide } as CSSProperties}
      data-testid="live"
      data-stage={stage}
      data-looks={looks}
    >
      <div ref={outlines} className={styles.outlines}>
        {tracks.map((track, index) => (
          <LiveOutline
            key={track.id}
            track={track}
            frame={frame}
            centred={track.id === centre}
            rank={index + 1} // what has been followed for longest keeps its name
            onFreeze={() => onFreeze({ track, frame })}
          />
        ))}
      </div>
      {stage === 'starting' && <p className={styles.status}>{words.preparing}</p>}
      {stage === 'paused' && (
        <button type="button" className={styles.paused} data-testid="live-paused" onClick={onWake}>
          <Icon name="play" size={40} />
          <span>{words.livePaused}</span>
        </button>
      )}
      {stage === 'failed' && error && (
        <div className={styles.failed}>
          <Note
            icon="alert"
            tone="bad"
            title={words.liveFailed}
            data-testid="error-note"
            data-code={error.code}
            actions={<Button onClick={() => controller.start()}>{words.retry}</Button>}
          >
            {errorWords(error.code, language)}
          </Note>
        </div>
      )}
    </div>
  );
}
