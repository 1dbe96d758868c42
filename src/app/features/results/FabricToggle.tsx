import type { SearchState } from '#app/flow.ts';
import { usePage } from '#app/page.tsx';
import styles from './FabricToggle.module.css';

/** Searches by what the item is made of instead of by what it is. */
export function FabricToggle({ search }: { readonly search: SearchState }) {
  const { words, flow } = usePage();
  const pressed = search.mode === 'fabric';
  return (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={pressed}
      title={words.fabricHint}
      data-testid="fabric-toggle"
      onClick={() => void flow.describeAs(pressed ? 'item' : 'fabric')}
    >
      {words.fabric}
    </button>
  );
}
