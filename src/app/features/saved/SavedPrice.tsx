import { usePage } from '#app/page.tsx';
import { formatDate, priceText } from '#app/services/format.ts';
import type { SavedProduct } from '#app/services/saved-store.ts';
import { Icon } from '#app/ui/Icon.tsx';
import type { Price } from '#core/product.ts';
import type { ProductResponse } from '#core/search-protocol.ts';
import { priceNow } from './price-now.ts';
import styles from './SavedRow.module.css';

interface SavedPriceProps {
  readonly saved: SavedProduct;
  readonly answer: ProductResponse | null | undefined;
}

/** The price now and, where it is another, the one when the product was saved. */
export function SavedPrice({ saved, answer }: SavedPriceProps) {
  const { words, language } = usePage();
  const now = priceNow(saved, answer);
  const text = (price: Price | null) => priceText(price, words, language);
  const date = formatDate(saved.time, language);
  const then = <span className={styles.then}>{words.priceThen(text(saved.product.price), date)}</span>;
  switch (now.kind) {
    case 'unknown':
      return (
        <>
          <span className={styles.price}>{text(saved.product.price)}</span>
          <span className={styles.then}>{words.savedOn(date)}</span>
        </>
      );
    case 'unsaid':
      return <span className={styles.price}>{text(null)}</span>;
    case 'gone':
      return (
        <>
          <span className={styles.price}>{words.soldNoLonger}</span>
          {saved.product.price && then}
        </>
      );
    case 'same':
      return (
        <>
          <span className={styles.price}>{text(now.price)}</span>
          <span className={styles.then}>{words.priceSame}</span>
        </>
      );
    case 'other':
      return (
        <>
          <span className={styles.price}>{text(now.price)}</span>
          {then}
        </>
      );
    default: {
      const say = now.kind === 'lower' ? words.priceLower : words.priceHigher;
      return (
        <>
          <span className={styles.price}>{text(now.price)}</span>
          <span className={`${styles.change} ${styles[now.kind] ?? ''}`}>
            <Icon name={now.kind} size={14} />
            {say(text(now.difference))}
          </span>
          {then}
        </>
      );
    }
  }
}
