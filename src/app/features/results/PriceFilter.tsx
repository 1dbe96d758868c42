import { type FormEvent, useId, useState } from 'react';
import { ANY_PRICE, type PriceRange, type SearchState } from '#app/flow.ts';
import { usePage } from '#app/page.tsx';
import { formatPrice, fractionDigits } from '#app/services/format.ts';
import type { Language } from '#app/services/language.ts';
import { Button } from '#app/ui/Button.tsx';
import { Dialog } from '#app/ui/Dialog.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import chips from './Chips.module.css';
import styles from './PriceFilter.module.css';

/** Of a shop that has shown nothing yet. */
const CURRENCY_UNKNOWN = 'CNY';

/** A chip that says the price range and opens it for change. */
export function PriceFilter({ search }: { readonly search: SearchState }) {
  const { words, language } = usePage();
  const [open, setOpen] = useState(false);
  const currency = search.hits[0]?.product.price.currency ?? CURRENCY_UNKNOWN;
  const { min, max } = search.prices;
  return (
    <>
      <button
        type="button"
        className={chips.chip}
        aria-pressed={min !== null || max !== null}
        aria-haspopup="dialog"
        data-testid="price-filter"
        onClick={() => setOpen(true)}
      >
        {rangeName(search.prices, currency, language) ?? words.price}
        <Icon name="chevron" size={16} />
      </button>
      {open && <PriceDialog prices={search.prices} currency={currency} onClose={() => setOpen(false)} />}
    </>
  );
}

function rangeName({ min, max }: PriceRange, currency: string, language: Language): string | null {
  const name = (amount: number) => formatPrice({ amount, currency }, language);
  if (min !== null && max !== null) return `${name(min)}–${name(max)}`;
  if (min !== null) return `≥ ${name(min)}`;
  return max === null ? null : `≤ ${name(max)}`;
}

interface PriceDialogProps {
  readonly prices: PriceRange;
  readonly currency: string;
  readonly onClose: () => void;
}

function PriceDialog({ prices, currency, onClose }: PriceDialogProps) {
  const { words, flow } = usePage();
  const [upsideDown, setUpsideDown] = useState(false);
  const unit = 10 ** fractionDigits(currency);
  const choose = (range: PriceRange) => {
    onClose();
    void flow.change({ prices: range });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const range = { min: amountOf(form.get('min'), unit), max: amountOf(form.get('max'), unit) };
    if (range.min !== null && range.max !== null && range.min > range.max) setUpsideDown(true);
    else choose(range);
  };
  return (
    <Dialog title={words.price} closeLabel={words.close} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <div className={styles.range}>
          <Amount name="min" label={words.priceFrom} unit={unit} currency={currency} amount={prices.min} />
          <Amount name="max" label={words.priceTo} unit={unit} currency={currency} amount={prices.max} />
        </div>
        {upsideDown && (
          <p className={styles.wrong} role="alert">
            {words.priceUpsideDown}
          </p>
        )}
        <div className={styles.actions}>
          <Button look="plain" onClick={() => choose(ANY_PRICE)}>
            {words.anyPrice}
          </Button>
          <Button look="primary" type="submit">
            {words.showResults}
          </Button>
        </div>
      </form>
    </Dialog>
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

/** Minor units of what was typed; null: nothing. */
function amountOf(typed: FormDataEntryValue | null, unit: number): number | null {
  return typeof typed === 'string' && typed !== '' ? Math.round(Number(typed) * unit) : null;
}
