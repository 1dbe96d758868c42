import { useState } from 'react';
import { ownCategory, type PriceRange, type SearchState } from '#app/flow.ts';
import { usePage } from '#app/page.tsx';
import { formatPrice } from '#app/services/format.ts';
import type { Language } from '#app/services/language.ts';
import type { Words } from '#app/services/words.ts';
import { Icon } from '#app/ui/Icon.tsx';
import styles from './Chips.module.css';
import { FilterDialog } from './FilterDialog.tsx';

/** Of a shop that has shown nothing yet. */
const CURRENCY_UNKNOWN = 'CNY';

/** A chip that says what else narrows the search, and opens it for change. */
export function FilterChip({ search }: { readonly search: SearchState }) {
  const { words, language } = usePage();
  const [open, setOpen] = useState(false);
  const currency = search.hits.find(({ product }) => product.price)?.product.price?.currency ?? CURRENCY_UNKNOWN;
  const parts = [
    search.words === '' ? null : words.quoted(search.words),
    search.categories.length > 1 ? words.categoryCount(search.categories.length) : null,
    rangeName(search.prices, currency, language),
    sellersName(search.sellers, words),
    search.inStock ? words.inStock : null,
  ].filter((part) => part !== null);
  return (
    <>
      <button
        type="button"
        className={styles.chip}
        aria-pressed={parts.length > 0}
        aria-haspopup="dialog"
        data-testid="open-filter"
        onClick={() => setOpen(true)}
      >
        <Icon name="filter" size={18} />
        {parts.join(' · ') || words.filter}
      </button>
      {open && (
        <FilterDialog search={search} own={ownCategory(search)} currency={currency} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

function sellersName(sellers: readonly string[], words: Words): string | null {
  if (sellers.length > 1) return words.sellerCount(sellers.length);
  return sellers[0] ?? null;
}

function rangeName({ min, max }: PriceRange, currency: string, language: Language): string | null {
  const name = (amount: number) => formatPrice({ amount, currency }, language);
  if (min !== null && max !== null) return `${name(min)}–${name(max)}`;
  if (min !== null) return `≥ ${name(min)}`;
  return max === null ? null : `≤ ${name(max)}`;
}
