import { ProductPrice } from '#app/cards/ProductPrice.tsx';
import { Stock } from '#app/cards/Stock.tsx';
import { usePage } from '#app/page.tsx';
import type { Offers } from '#app/product-pages.ts';
import { priceText } from '#app/services/format.ts';
import { Icon } from '#app/ui/Icon.tsx';
import { Skeleton } from '#app/ui/Skeleton.tsx';
import type { Product } from '#core/product.ts';
import styles from './OfferList.module.css';

/** What several sellers ask for the item, cheapest first; nothing where there is one. */
export function OfferList({ offers: { stage, products } }: { readonly offers: Offers }) {
  const { words } = usePage();
  if (stage === 'failed' || (stage === 'done' && products.length < 2)) return null;
  return (
    <section className={styles.section}>
      <h4 className={styles.heading}>
        {words.offers}
        {stage === 'done' && <span className={styles.count}>{words.offerCount(products.length)}</span>}
      </h4>
      {stage === 'loading' ? (
        <Skeleton width="100%" />
      ) : (
        <ul className={styles.list} data-testid="offers">
          {products.map(({ product }) => (
            <li key={product.id}>
              <Offer product={product} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Offer({ product }: { readonly product: Product }) {
  const { words, language } = usePage();
  const { availability } = product;
  const said = availability ? [words.availabilities[availability]] : [];
  const price = [priceText(product.price, words, language), ...said].join(', ');
  const content = (
    <>
      <span className={styles.seller}>{product.seller}</span>
      <span className={styles.price}>
        <strong>
          <ProductPrice product={product} />
        </strong>
        <Stock product={product} />
      </span>
    </>
  );
  if (!product.pageUrl) return <span className={styles.offer}>{content}</span>;
  return (
    <a
      className={styles.offer}
      href={product.pageUrl}
      target="_blank"
      rel="noreferrer noopener"
      aria-label={words.goToOffer(product.seller, price)}
    >
      {content}
      <Icon name="out" size={18} />
    </a>
  );
}
