import { usePage } from '#app/page.tsx';
import { pictureAddress } from '#app/services/product-picture.ts';
import { Skeleton } from '#app/ui/Skeleton.tsx';
import type { SearchHit } from '#core/search-protocol.ts';
import { PriceLine } from './PriceLine.tsx';
import styles from './ProductCard.module.css';
import { SaveToggle } from './SaveToggle.tsx';
import { Stock } from './Stock.tsx';
import { useShown } from './use-shown.ts';

/** Width asked of the endpoint: two columns on a phone with a dense screen. */
const PICTURE_WIDTH = 320;

interface ProductCardProps {
  readonly hit: SearchHit;
  /** Place among the shop's results, from 0; null: not of the shop's making. */
  readonly position: number | null;
  readonly onOpen: (hit: SearchHit) => void;
}

/** One product: a tap opens it, the heart on its picture saves it. */
export function ProductCard({ hit, position, onOpen }: ProductCardProps) {
  const { language, shopEvents } = usePage();
  const { product, picture } = hit;
  const placed = position === null ? null : { productId: product.id, category: product.category, position };
  const card = useShown(placed);
  const open = () => {
    if (placed) shopEvents.record('click', placed);
    onOpen(hit);
  };
  return (
    <li
      ref={card}
      className={styles.place}
      data-testid="card"
      data-product-id={product.id}
      data-category={product.category}
    >
      <button type="button" className={styles.card} aria-haspopup="dialog" onClick={open}>
        <span className={styles.picture}>
          <img
            src={pictureAddress(picture, PICTURE_WIDTH)}
            alt=""
            width={PICTURE_WIDTH}
            height={PICTURE_WIDTH}
            loading="lazy"
            decoding="async"
          />
        </span>
        <span className={styles.title}>{product.title[language]}</span>
        <span className={styles.price}>
          <PriceLine hit={hit} />
        </span>
        <Stock product={product} />
        <span className={styles.seller}>{product.seller}</span>
      </button>
      <SaveToggle product={product} picture={picture} />
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
