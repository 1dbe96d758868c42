import styles from './Announcer.module.css';

/** Reads a change aloud to screen readers; invisible. */
export function Announcer({ text }: { readonly text: string }) {
  return (
    <p className={styles.announcer} aria-live="polite" role="status">
      {text}
    </p>
  );
}
