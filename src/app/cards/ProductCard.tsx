import { usePage } from '#app/page.tsx';
import { formatPrice } from '#app/services/format.ts';
import { pictureAddress } from '#app/services/product-picture.ts';
import { Skeleton } from '#app/ui/Skeleton.tsx';
import type { SearchHit } from '#core/search-protocol.ts';
import styles from './ProductCard.module.css';
import { ProductPrice } from './ProductPrice.tsx';
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
        <PriceLine hit={hit} />
        <Stock product={product} />
        <span className={styles.seller}>{product.seller}</span>
      </button>
      <SaveToggle product={product} picture={picture} />
    </li>
  );
}

/** The price, in a sale with the one before, or what several sellers ask for the item: ¥89 – ¥129 · 3 offers. */
function PriceLine({ hit: { product, offers } }: { readonly hit: SearchHit }) {
  const { words, language } = usePage();
  const { price } = product;
  if (!offers || !price)
    return (
      <span className={styles.price}>
        <ProductPrice product={product} />
      </span>
    );
  const { currency } = price;
  const [lowest, highest] = [offers.lowest, offers.highest].map((amount) =>
    formatPrice({ amount, currency }, language),
  );
  return (
    <span className={styles.price}>
      {lowest === highest ? lowest : `${lowest} – ${highest}`}
      <span className={styles.offers}> · {words.offerCount(offers.count)}</span>
    </span>
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
