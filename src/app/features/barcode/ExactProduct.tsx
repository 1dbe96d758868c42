import { usePage } from '#app/page.tsx';
import { priceText } from '#app/services/format.ts';
import { pictureAddress } from '#app/services/product-picture.ts';
import { Icon } from '#app/ui/Icon.tsx';
import type { ProductResponse } from '#core/search-protocol.ts';
import styles from './BarcodeCards.module.css';

/** Width asked of the endpoint: 64 CSS pixels on a dense screen. */
const PICTURE_WIDTH = 160;

/** A product with the number of the barcode; a tap opens it. */
export function ExactProduct({ found }: { readonly found: ProductResponse }) {
  const { words, language, products } = usePage();
  const { product, picture } = found;
  return (
    <li>
      <button
        type="button"
        className={styles.product}
        aria-haspopup="dialog"
        data-testid="exact"
        data-product-id={product.id}
        onClick={() => products.open(found)}
      >
        <img src={pictureAddress(picture, PICTURE_WIDTH)} alt="" width={64} height={64} decoding="async" />
        <span className={styles.about}>
          <span className={styles.title}>{product.title[language]}</span>
          <span className={styles.price}>{priceText(product.price, words, language)}</span>
          <span className={styles.seller}>{product.seller}</span>
        </span>
        <span className={styles.chevron}>
          <Icon name="chevron" size={20} />
        </span>
      </button>
    </li>
  );
}
