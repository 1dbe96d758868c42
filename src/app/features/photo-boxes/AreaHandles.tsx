import { type ReactNode, useRef } from 'react';
import type { PhotoView } from '#app/flow.ts';
import { usePage } from '#app/page.tsx';
import { place } from '#app/place.ts';
import { Icon } from '#app/ui/Icon.tsx';
import type { Box } from '#core/boxes.ts';
import styles from './AreaHandles.module.css';
import { CORNERS, type Corner, moved, withCornerMoved } from './area.ts';
import { type Drag, useDrag } from './use-drag.ts';

interface AreaHandlesProps {
  /** The chosen box as it is shown. */
  readonly box: Box;
  readonly photo: PhotoView;
  /** An area of the shopper's own can also be moved as a whole. */
  readonly movable: boolean;
  /** While a handle moves; null: back to what was. */
  readonly onPreview: (box: Box | null) => void;
  /** Let go. */
  readonly onReshape: (box: Box) => void;
}

/** Corners of the chosen box, for fingers, mouse and arrow keys. The search follows when one is let go. */
export function AreaHandles({ box, photo, movable, onPreview, onReshape }: AreaHandlesProps) {
  const { words } = usePage();
  const start = useRef<Box | null>(null);
  const last = useRef<Box | null>(null);

  const forget = () => {
    start.current = last.current = null;
    onPreview(null);
  };
  const dragOf = (change: (from: Box, dx: number, dy: number) => Box): Drag => ({
    onMove(x, y) {
      start.current ??= box;
      last.current = change(start.current, x * photo.width, y * photo.height);
      onPreview(last.current);
    },
    onEnd() {
      if (last.current) onReshape(last.current);
      forget();
    },
    onDrop: forget,
  });

  return (
    <div className={styles.area} style={place(box, photo)}>
      {movable && (
        <Handle
          className={styles.middle}
          label={words.moveArea}
          drag={dragOf((from, dx, dy) => moved(from, dx, dy, photo))}
        >
          <Icon name="move" />
        </Handle>
      )}
      {CORNERS.map((corner, index) => (
        <Handle
          key={cornerName(corner)}
          className={`${styles.corner} ${styles[cornerName(corner)]}`}
          label={words.corners[index] as string}
          drag={dragOf((from, dx, dy) => withCornerMoved(from, corner, dx, dy, photo))}
        />
      ))}
    </div>
  );
}

function cornerName({ x, y }: Corner): string {
  return `${y < 0 ? 'top' : 'bottom'}${x < 0 ? 'Left' : 'Right'}`;
}

interface HandleProps {
  readonly className: string | undefined;
  readonly label: string;
  readonly drag: Drag;
  readonly children?: ReactNode;
}

function Handle({ className, label, drag, children }: HandleProps) {
  return (
    <button type="button" className={className} aria-label={label} data-testid="area-handle" {...useDrag(drag)}>
      {children}
    </button>
  );
}
