import styles from './Skeleton.module.css';

/** Stands where text will be, as wide as it will roughly be. */
export function Skeleton({ width }: { readonly width: string }) {
  return <span className={styles.skeleton} style={{ width }} aria-hidden="true" />;
}
