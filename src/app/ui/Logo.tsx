import styles from './Logo.module.css';

/** Outline of a bag in a 64 × 64 square: the shape that is found again. */
export const BAG =
  'M19 26h26a3 3 0 0 1 3 2.7l1.8 20A4 4 0 0 1 45.800 53H18.200a4 4 0 0 1-4-4.300l1.800-20A3 3 0 0 1 19 26zM24 31v-8a8 8 0 0 1 16 0v8';

/** The mark: two of the same thing in a viewfinder. */
export function Logo({ size = 32 }: { readonly size?: number }) {
  return (
    <svg className={styles.logo} width={size} height={size} viewBox="0 0 64 64" fill="none" aria-hidden="true">
      <path
        className={styles.frame}
        d="M5 18V12a7 7 0 0 1 7-7h6M46 5h6a7 7 0 0 1 7 7v6M59 46v6a7 7 0 0 1-7 7h-6M18 59h-6a7 7 0 0 1-7-7v-6"
      />
      <path className={styles.echo} d="M29 21h16a2 2 0 0 1 2 1.800l1.200 14a3 3 0 0 1-3 3.200H29" />
      <path
        className={styles.bag}
        d="M18.500 27h18a2 2 0 0 1 2 1.800l1.300 16a3 3 0 0 1-3 3.200H18.200a3 3 0 0 1-3-3.200l1.300-16a2 2 0 0 1 2-1.800z"
      />
      <path className={styles.handle} d="M22.500 27v-3.500a5 5 0 0 1 10 0V27" />
    </svg>
  );
}
