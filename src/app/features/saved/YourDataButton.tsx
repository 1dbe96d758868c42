import { usePage } from '#app/page.tsx';
import styles from './YourDataButton.module.css';

/** The way to import on a new device, where nothing is saved yet. */
export function YourDataButton({ onOpen }: { readonly onOpen: () => void }) {
  const { words } = usePage();
  return (
    <button type="button" className={styles.button} aria-haspopup="dialog" data-testid="your-data" onClick={onOpen}>
      {words.yourData}
    </button>
  );
}
