import { usePage } from '#app/page.tsx';
import { formatPrice } from '#app/services/format.ts';
import { Icon } from '#app/ui/Icon.tsx';
import { Skeleton } from '#app/ui/Skeleton.tsx';
import type { SearchHit } from '#core/search-protocol.ts';
import styles from './Card.module.css';

/** Width asked of the endpoint: two columns on a phone with a dense screen. */
const PICTURE_WIDTH = 320;

/** A picture of a travel pack comes with its bytes in the address. */
function pictureAddress(picture: string): string {
  return picture.startsWith('data:') ? picture : `${picture}?width=${PICTURE_WIDTH}`;
}

/** One offer. With a page of the shop the whole card leads there. */
export function Card({ hit }: { readonly hit: SearchHit }) {
  const { words, language } = usePage();
  const { product, picture } = hit;
  const content = (
    <>
      <span className={styles.picture}>
        <img
          src={pictureAddress(picture)}
          alt=""
          width={PICTURE_WIDTH}
          height={PICTURE_WIDTH}
          loading="lazy"
          decoding="async"
        />
      </span>
      <span className={styles.title}>{product.title[language]}</span>
      <span className={styles.price}>{formatPrice(product.price, language)}</span>
      <span className={styles.seller}>{product.seller}</span>
    </>
  );
  return (
    <li data-testid="card" data-product-id={product.id} data-category={product.category}>
      {product.pageUrl ? (
        <a
          className={styles.card}
          href={product.pageUrl}
          target="_blank"
          rel="noreferrer noopener"
          title={words.opensShop}
        >
          {content}
          <span className={styles.out}>
            <Icon name="out" size={16} />
          </span>
        </a>
      ) : (
        <article className={styles.card}>{content}</article>
      )}
    </li>
  );
}

/** A card's room before the card is there. */
export function CardSkeleton() {
  return (
    <li className={styles.card}>
      <span className={styles.picture} />
      <span className={styles.title}>
        <Skeleton width="90%" />
        <Skeleton width="60%" />
      </span>
      <span className={styles.price}>
        <Skeleton width="4em" />
      </span>
      <span className={styles.seller}>
        <Skeleton width="6em" />
      </span>
    </li>
  );
}
