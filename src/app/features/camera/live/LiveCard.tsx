import { PriceLine } from '#app/cards/PriceLine.tsx';
import { Stock } from '#app/cards/Stock.tsx';
import { usePage } from '#app/page.tsx';
import { pictureAddress } from '#app/services/product-picture.ts';
import type { SearchHit } from '#core/search-protocol.ts';
import styles from './LiveCard.module.css';

/** Of the widths the endpoint serves, the one for 72 px on a dense screen. */
const PICTURE_WIDTH = 160;

/** One product beside the others; with a page of the shop it leads there. */
export function LiveCard({ hit }: { readonly hit: SearchHit }) {
  const { product, picture } = hit;
  const { words, language } = usePage();
  const content = (
    <>
      <img src={pictureAddress(picture, PICTURE_WIDTH)} alt="" width={72} height={72} decoding="async" />
      <span className={styles.text}>
        <span className={styles.title}>{product.title[language]}</span>
        <span className={styles.price}>
          <PriceLine hit={hit} />
        </span>
        <Stock product={product} />
      </span>
    </>
  );
  return (
    <li data-testid="live-card" data-product-id={product.id} data-category={product.category}>
      {product.pageUrl ? (
        <a
          className={styles.card}
          href={product.pageUrl}
          target="_blank"
          rel="noreferrer noopener"
          title={words.goToShop}
        >
          {content}
        </a>
      ) : (
        <article className={styles.card}>{content}</article>
      )}
    </li>
  );
}

/** A card's room before the card is there. */
export function LiveCardPlace() {
  return <li className={`${styles.card} ${styles.place}`} aria-hidden="true" />;
}
