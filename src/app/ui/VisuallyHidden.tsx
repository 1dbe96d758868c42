import type { ReactNode } from 'react';
import styles from './Announcer.module.css';

/** There for machines and screen readers, not for the eye. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }) {
  return <span className={styles.announcer}>{children}</span>;
}
