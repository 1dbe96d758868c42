import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './Kept.module.css';

/** A quiet line with a lock: what is said of things that stay on the device. */
export function Kept({ children }: { readonly children: ReactNode }) {
  return (
    <p className={styles.kept}>
      <Icon name="lock" size={18} />
      {children}
    </p>
  );
}
