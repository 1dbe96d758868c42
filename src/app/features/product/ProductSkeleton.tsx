import { Skeleton } from '#app/ui/Skeleton.tsx';
import styles from './ProductView.module.css';

/** A product's room before it is there. */
export function ProductSkeleton() {
  return (
    <div className={styles.product} aria-hidden="true">
      <div className={styles.picture} />
      <div className={styles.about}>
        <Skeleton width="90%" />
        <Skeleton width="6em" />
        <Skeleton width="8em" />
      </div>
    </div>
  );
}
