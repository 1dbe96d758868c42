import type { CSSProperties } from 'react';
import type { PhotoView, Target } from '#app/flow.ts';
import { targetName } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import { place } from '#app/place.ts';
import { OutlineButton } from '#app/ui/OutlineButton.tsx';
import styles from './BoxButton.module.css';

interface BoxButtonProps {
  readonly target: Target;
  readonly photo: PhotoView;
  /** Number in reading order, from 1. */
  readonly number: number;
  readonly count: number;
  readonly layer: number;
  /** Height of the dot within the box, 0–1. */
  readonly dot: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** Below this part of the photo a name under the dot would be cut off. */
const LOW = 0.88;

/** The outline of one item on the photo. */
export function BoxButton({ target, photo, number, count, layer, dot, chosen, onChoose }: BoxButtonProps) {
  const { words, language } = usePage();
  const { box } = target;
  if (!box) return null;
  const low = box.y + box.height * dot > photo.height * LOW;
  const name = targetName(target, language, words);
  return (
    <OutlineButton
      className={`${styles.box} ${chosen ? styles.chosen : ''} ${low ? styles.low : ''}`}
      style={{ ...place(box, photo), zIndex: layer, '--dot': `${100 * dot}%` } as CSSProperties}
      aria-label={words.boxName(name, number, count)}
      aria-pressed={chosen}
      data-box
      data-testid="box"
      data-kind={target.kind}
      data-score={target.score.toFixed(3)}
      onClick={onChoose}
    >
      <span className={styles.dot} />
      <span className={styles.name}>{name}</span>
    </OutlineButton>
  );
}
