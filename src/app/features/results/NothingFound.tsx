import { NO_FILTERS, type SearchState } from '#app/flow.ts';
import { usePage } from '#app/page.tsx';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';

/** No product is near: what can be done, with one tap where the search was narrowed. */
export function NothingFound({ search }: { readonly search: SearchState }) {
  const { words, flow } = usePage();
  const { categories, words: typed, prices, sellers, inStock } = search;
  const narrowed =
    categories.length + sellers.length > 0 || typed !== '' || inStock || prices.min !== null || prices.max !== null;
  const actions = narrowed && (
    <Button data-testid="look-everywhere" onClick={() => void flow.change(NO_FILTERS)}>
      {words.lookEverywhere}
    </Button>
  );
  return (
    <Note icon="whole" title={words.noResults} actions={actions}>
      {words.noResultsHint}
    </Note>
  );
}
