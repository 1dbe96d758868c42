import type { SearchState } from '#app/flow.ts';
import { usePage } from '#app/page.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { SORTS, type Sort } from '#core/search-protocol.ts';
import styles from './SortControl.module.css';

export function SortControl({ search }: { readonly search: SearchState }) {
  const { words, flow } = usePage();
  return (
    <label className={styles.sort}>
      <select
        aria-label={words.sortBy}
        value={search.sort}
        disabled={search.stage !== 'done'}
        onChange={(event) => void flow.change({ sort: event.currentTarget.value as Sort })}
      >
        {SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {words.sorts[sort]}
          </option>
        ))}
      </select>
      <Icon name="chevron" size={18} />
    </label>
  );
}
