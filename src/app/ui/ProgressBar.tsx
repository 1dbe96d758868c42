import styles from './ProgressBar.module.css';

/** How much is done, 0–1; null while unknown. */
export function ProgressBar({ share, label }: { readonly share: number | null; readonly label: string }) {
  const percent = share === null ? undefined : Math.round(share * 100);
  return (
    <div
      className={`${styles.track} ${share === null ? styles.unknown : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div className={styles.bar} style={share === null ? undefined : { transform: `scaleX(${share})` }} />
    </div>
  );
}
