import { type FormEvent, useId, useState } from 'react';
import { ANY_PRICE, type Filters, type SearchState } from '#app/flow.ts';
import { categoryName } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import { fractionDigits } from '#app/services/format.ts';
import { Button } from '#app/ui/Button.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { WORDS_MAX } from '#core/search-protocol.ts';
import { chipList } from './chip-list.ts';
import styles from './FilterDialog.module.css';

interface FilterDialogProps {
  readonly search: SearchState;
  /** Category of the item, null while unknown. */
  readonly own: number | null;
  readonly currency: string;
  readonly onClose: () => void;
}

/** Words, several categories at once, and a price range. */
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
    else choose({ categories: form.getAll('category').map(Number), prices, words: textOf(form.get('words')) });
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
        <div className={styles.actions}>
          <Button
            look="plain"
            onClick={() => choose({ categories: own === null ? [] : [own], prices: ANY_PRICE, words: '' })}
          >
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
  return (
    <fieldset className={styles.part}>
      <legend>{words.categories}</legend>
      <ul className={styles.categories}>
        {chipList(own, search.counts).map(
          ({ category, count }) =>
            category !== null && (
              <li key={category}>
                <label className={styles.category}>
                  <input
                    type="checkbox"
                    name="category"
                    value={category}
                    defaultChecked={search.categories.includes(category)}
                  />
                  {categoryName(category, language)}
                  {count !== null && <span className={styles.count}>{count}</span>}
                </label>
              </li>
            ),
        )}
      </ul>
      <p className={styles.hint}>{words.categoriesHint}</p>
    </fieldset>
  );
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
