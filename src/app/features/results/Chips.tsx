import { ownCategory, type SearchState } from '#app/flow.ts';
import { categoryName } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import styles from './Chips.module.css';
import { type Chip, chipList } from './chip-list.ts';
import { FilterChip } from './FilterChip.tsx';

/** What to search in: the category that was recognised, all, a filter, then other categories with what they hold. */
export function Chips({ search }: { readonly search: SearchState }) {
  const { words } = usePage();
  if (!search.description) return <div className={styles.chips} />; // their room, so that nothing moves
  const [own, all, ...others] = chipList(ownCategory(search), search.counts).map((chip) => (
    <li key={chip.category ?? 'all'}>
      <CategoryChip chip={chip} search={search} />
    </li>
  ));
  return (
    <ul className={styles.chips} aria-label={words.filters}>
      {own}
      {all}
      <li>
        <FilterChip search={search} />
      </li>
      {others}
    </ul>
  );
}

function CategoryChip({ chip: { category, count }, search }: { readonly chip: Chip; readonly search: SearchState }) {
  const { words, language, flow } = usePage();
  const { categories } = search;
  const wanted = category === null ? [] : [category];
  const chosen = category === null ? categories.length === 0 : categories.includes(category);
  const only = chosen && categories.length === wanted.length;
  return (
    <button
      type="button"
      className={styles.chip}
      aria-pressed={chosen}
      data-testid="chip"
      data-category={category ?? 'all'}
      onClick={() => !only && void flow.change({ categories: wanted })}
    >
      {category === null ? words.all : categoryName(category, language)}
      {count !== null && <span className={styles.count}>{count}</span>}
    </button>
  );
}
