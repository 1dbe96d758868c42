import { usePage } from '#app/page.tsx';
import { formatPrice } from '#app/services/format.ts';
import type { SearchHit } from '#core/search-protocol.ts';
import styles from './PriceLine.module.css';
import { ProductPrice } from './ProductPrice.tsx';

/** The price, in a sale with the one before, or what several sellers ask for the item: ¥89 – ¥129 · 3 offers. */
export function PriceLine({ hit: { product, offers } }: { readonly hit: SearchHit }) {
  const { words, language } = usePage();
  if (!offers || !product.price) return <ProductPrice product={product} />;
  const { currency } = product.price;
  const [lowest, highest] = [offers.lowest, offers.highest].map((amount) =>
    formatPrice({ amount, currency }, language),
  );
  return (
    <>
      {lowest === highest ? lowest : `${lowest} – ${highest}`}
      <span className={styles.offers}> · {words.offerCount(offers.count)}</span>
    </>
  );
}
