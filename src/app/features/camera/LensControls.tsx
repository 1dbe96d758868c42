import { usePage } from '#app/page.tsx';
import { zoomFactor } from '#app/services/lens.ts';
import { Icon } from '#app/ui/Icon.tsx';
import styles from './LensControls.module.css';
import type { Lens } from './use-lens.ts';

/** Torch and zoom, where the device has them. */
export function LensControls({ lens }: { readonly lens: Lens }) {
  const { words } = usePage();
  const { torch, zoom, range, refused } = lens;
  if (torch === null && zoom === null) return null;
  return (
    <div className={styles.lens}>
      {torch !== null && (
        <button
          type="button"
          className={styles.torch}
          aria-label={words.torch}
          title={words.torch}
          aria-pressed={torch}
          data-testid="torch"
          onClick={() => lens.setTorch(!torch)}
        >
          <Icon name="torch" />
        </button>
      )}
      {zoom !== null && range && (
        <label className={styles.zoom}>
          <Icon name="zoom" size={20} />
          <input
            type="range"
            aria-label={words.zoom}
            aria-valuetext={words.zoomTimes(zoomFactor(zoom, range))}
            data-testid="zoom"
            min={range.min}
            max={range.max}
            step={range.step}
            value={zoom}
            onChange={({ currentTarget }) => lens.setZoom(currentTarget.valueAsNumber)}
          />
          <span className={styles.factor} aria-hidden="true">
            {zoomFactor(zoom, range)}×
          </span>
        </label>
      )}
      <p className={styles.refused} role="status">
        {refused ? words.lensRefuses : ''}
      </p>
    </div>
  );
}
