import { usePage } from '#app/page.tsx';
import { formatPrice, priceText } from '#app/services/format.ts';
import { VisuallyHidden } from '#app/ui/VisuallyHidden.tsx';
import type { Product } from '#core/product.ts';
import styles from './ProductPrice.module.css';

/** What is to be paid and, in a sale, what it costs otherwise, struck out. */
export function ProductPrice({ product: { price, listPrice } }: { readonly product: Product }) {
  const { words, language } = usePage();
  if (!price) return <span className={styles.unknown}>{priceText(price, words, language)}</span>;
  return (
    <>
      {formatPrice(price, language)}
      {isSale(price.amount, listPrice?.amount) && listPrice && (
        <>
          {' '}
          <VisuallyHidden>{words.priceWas} </VisuallyHidden>
          <s className={styles.before} data-testid="list-price">
            {formatPrice(listPrice, language)}
          </s>
        </>
      )}
    </>
  );
}

/** Products saved before shops could say so lack the list price. */
function isSale(amount: number, before: number | undefined): boolean {
  return before !== undefined && before > amount;
}
