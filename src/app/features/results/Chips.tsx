import type { SearchState } from '#app/flow.ts';
import { categoryName } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import styles from './Chips.module.css';
import { chipList } from './chip-list.ts';

/** Categories to search in. The one that was recognised is chosen; others say how much they hold. */
export function Chips({ search }: { readonly search: SearchState }) {
  const { words, language, flow } = usePage();
  if (!search.description) return <div className={styles.chips} />; // their room, so that nothing moves
  return (
    <ul className={styles.chips} aria-label={words.categories}>
      {chipList(search.description.category, search.categories).map(({ category, count }) => (
        <li key={category ?? 'all'}>
          <button
            type="button"
            className={styles.chip}
            aria-pressed={search.category === category}
            data-testid="chip"
            data-category={category ?? 'all'}
            onClick={() => search.category !== category && void flow.change(category, search.sort)}
          >
            {category === null ? words.all : categoryName(category, language)}
            {count !== null && <span className={styles.count}>{count}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
