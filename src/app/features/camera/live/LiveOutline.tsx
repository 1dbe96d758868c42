import type { CSSProperties } from 'react';
import { usePage } from '#app/page.tsx';
import { Outline } from '#app/ui/Outline.tsx';
import type { Size } from '#core/input-size.ts';
import { KIND_NAMES } from '#core/taxonomy.ts';
import styles from './LiveOutline.module.css';
import type { Track } from './tracker.ts';

interface LiveOutlineProps {
  readonly track: Track;
  readonly frame: Size;
  readonly centred: boolean;
  /** Of two names without room for both, the one with the lower rank is shown. */
  readonly rank: number;
  readonly onFreeze: () => void;
}

/** The outline of one followed thing; a tap freezes the picture and searches it. */
export function LiveOutline({ track: { id, kind, box }, frame, centred, rank, onFreeze }: LiveOutlineProps) {
  const { words, language } = usePage();
  const name = KIND_NAMES[kind][language];
  const place = {
    '--x': box.x / frame.width,
    '--y': box.y / frame.height,
    '--width': box.width / frame.width,
    '--height': box.height / frame.height,
    // What lies inside another thing lies above it.
    zIndex: Math.round(100 * (1 - (box.width * box.height) / (frame.width * frame.height))),
  };
  return (
    <Outline
      name={name}
      chosen={centred}
      rank={rank}
      className={styles.outline ?? ''}
      style={place as CSSProperties}
      aria-label={words.freezes(name)}
      data-testid="outline"
      data-track={id}
      data-kind={kind}
      onClick={onFreeze}
    />
  );
}
