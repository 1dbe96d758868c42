import { type FormEvent, useId, useState } from 'react';
import { type Filters, NO_FILTERS, type SearchState } from '#app/flow.ts';
import { categoryName } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import { fractionDigits } from '#app/services/format.ts';
import { Button } from '#app/ui/Button.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { WORDS_MAX } from '#core/search-protocol.ts';
import { Choices } from './Choices.tsx';
import { chipList } from './chip-list.ts';
import styles from './FilterDialog.module.css';
import { sellerList } from './seller-list.ts';

interface FilterDialogProps {
  readonly search: SearchState;
  /** Category of the item, null while unknown. */
  readonly own: number | null;
  readonly currency: string;
  readonly onClose: () => void;
}

/** Words, several categories and sellers at once, a price range, and only what is in stock. */
export function FilterDialog({ search, own, currency, onClose }: FilterDialogProps) {
  const { words, flow } = usePage();
  const [upsideDown, setUpsideDown] = useState(false);
  const unit = 10 ** fractionDigits(currency);
  const choose = (filters: Partial<Filters>) => {
    onClose();
    void flow.change(filters);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const prices = { min: amountOf(form.get('min'), unit), max: amountOf(form.get('max'), unit) };
    if (prices.min !== null && prices.max !== null && prices.min > prices.max) setUpsideDown(true);
    else
      choose({
        categories: form.getAll('category').map(Number),
        sellers: form.getAll('seller').map(String),
        inStock: form.has('inStock'),
        prices,
        words: textOf(form.get('words')),
      });
  };
  return (
    <Dialog title={words.filter} closeLabel={words.close} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <label className={styles.amount}>
          {words.inWords}
          <input
            name="words"
            maxLength={WORDS_MAX}
            defaultValue={search.words}
            placeholder={words.wordsExample}
            enterKeyHint="search"
          />
        </label>
        <Categories search={search} own={own} />
        <fieldset className={styles.part}>
          <legend>{words.price}</legend>
          <div className={styles.range}>
            <Amount name="min" label={words.priceFrom} unit={unit} currency={currency} amount={search.prices.min} />
            <Amount name="max" label={words.priceTo} unit={unit} currency={currency} amount={search.prices.max} />
          </div>
          {upsideDown && (
            <p className={styles.wrong} role="alert">
              {words.priceUpsideDown}
            </p>
          )}
        </fieldset>
        <label className={styles.choice}>
          <input type="checkbox" name="inStock" defaultChecked={search.inStock} />
          {words.inStockOnly}
        </label>
        <Sellers search={search} />
        <div className={styles.actions}>
          <Button look="plain" onClick={() => choose({ ...NO_FILTERS, categories: own === null ? [] : [own] })}>
            {words.resetFilter}
          </Button>
          <Button look="primary" type="submit">
            {words.showResults}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Categories({ search, own }: Pick<FilterDialogProps, 'search' | 'own'>) {
  const { words, language } = usePage();
  const choices = chipList(own, search.counts).flatMap(({ category, count }) =>
    category === null
      ? []
      : {
          value: String(category),
          name: categoryName(category, language),
          count,
          chosen: search.categories.includes(category),
        },
  );
  return <Choices name="category" title={words.categories} hint={words.categoriesHint} choices={choices} />;
}

/** Nothing where nobody said who sells what is near. */
function Sellers({ search: { sellers, sellerCounts } }: Pick<FilterDialogProps, 'search'>) {
  const { words } = usePage();
  const list = sellerList(sellerCounts, sellers);
  if (list.length === 0) return null;
  const choices = list.map(({ seller, count }) => ({
    value: seller,
    name: seller,
    count,
    chosen: sellers.includes(seller),
  }));
  return <Choices name="seller" title={words.sellers} hint={words.sellersHint} choices={choices} />;
}

interface AmountProps {
  readonly name: string;
  readonly label: string;
  /** Minor units in one of the currency. */
  readonly unit: number;
  readonly currency: string;
  readonly amount: number | null;
}

function Amount({ name, label, unit, currency, amount }: AmountProps) {
  const id = useId();
  return (
    <div className={styles.amount}>
      <label htmlFor={id}>
        {label} <span className={styles.currency}>{currency}</span>
      </label>
      <input
        id={id}
        name={name}
        type="number"
        inputMode="decimal"
        min="0"
        max={Math.floor(Number.MAX_SAFE_INTEGER / unit)}
        step={1 / unit}
        defaultValue={amount === null ? '' : amount / unit}
      />
    </div>
  );
}

function textOf(typed: FormDataEntryValue | null): string {
  return typeof typed === 'string' ? typed.trim() : '';
}

/** Minor units of what was typed; null: nothing. */
function amountOf(typed: FormDataEntryValue | null, unit: number): number | null {
  return typeof typed === 'string' && typed !== '' ? Math.round(Number(typed) * unit) : null;
}
