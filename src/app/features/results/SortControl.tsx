import type { SearchState } from '#app/flow.ts';
import { usePage } from '#app/page.tsx';
import { Select } from '#app/ui/Select.tsx';
import { SORTS } from '#core/search-protocol.ts';

export function SortControl({ search }: { readonly search: SearchState }) {
  const { words, flow } = usePage();
  return (
    <Select
      label={words.sortBy}
      value={search.sort}
      options={SORTS.map((sort) => [sort, words.sorts[sort]])}
      disabled={search.stage !== 'done'}
      onChoose={(sort) => void flow.change({ sort })}
    />
  );
}
