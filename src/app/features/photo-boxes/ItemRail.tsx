import { type ReactNode, useEffect, useRef } from 'react';
import { isOwnArea, type PhotoView, type Target } from '#app/flow.ts';
import { targetName } from '#app/naming.ts';
import { useFlow, usePage } from '#app/page.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { middleOf } from './area.ts';
import styles from './ItemRail.module.css';
import { thumbnail } from './thumbnail.ts';

/**
 * The items once more, as a row of small pictures: for boxes that hide each other, and for the whole photo.
 * `children` stand in its place until the items are known.
 */
export function ItemRail({ children }: { readonly children: ReactNode }) {
  const { words, flow } = usePage();
  const { photo, stage, targets, selected } = useFlow();
  if (stage === 'preparing' || stage === 'detecting') return <div className={styles.waiting}>{children}</div>;
  if (!photo || targets.length === 0) return null;
  return (
    <ul className={styles.rail} aria-label={words.items}>
      {targets.map((target, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what identifies a target
        <li key={index}>
          <RailButton target={target} photo={photo} index={index} chosen={index === selected} />
        </li>
      ))}
      {!targets.some(isOwnArea) && (
        <li>
          <button
            type="button"
            className={styles.item}
            data-testid="draw-area"
            onClick={() => void flow.drawArea(middleOf(photo))}
          >
            <span className={`${styles.crop} ${styles.add}`}>
              <Icon name="whole" />
            </span>
            <span className={styles.name}>{words.drawArea}</span>
          </button>
        </li>
      )}
    </ul>
  );
}

/** Scrolls the row alone, never the page. */
function bringToTheMiddle(button: HTMLElement): void {
  const rail = button.closest('ul');
  if (!rail) return;
  const [one, all] = [button.getBoundingClientRect(), rail.getBoundingClientRect()];
  rail.scrollLeft += one.left + one.width / 2 - (all.left + all.width / 2);
}

interface RailButtonProps {
  readonly target: Target;
  readonly photo: PhotoView;
  readonly index: number;
  readonly chosen: boolean;
}

function RailButton({ target, photo, index, chosen }: RailButtonProps) {
  const { words, language, flow } = usePage();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen && button.current) bringToTheMiddle(button.current);
  }, [chosen]);
  return (
    <button
      ref={button}
      type="button"
      className={`${styles.item} ${chosen ? styles.chosen : ''}`}
      aria-pressed={chosen}
      onClick={() => void flow.select(index)}
    >
      <span className={styles.crop}>
        <img src={photo.url} alt="" style={thumbnail(target.box, photo)} />
      </span>
      <span className={styles.name}>{targetName(target, language, words)}</span>
    </button>
  );
}
