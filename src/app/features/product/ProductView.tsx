import { useEffect, useRef } from 'react';
import { ProductPrice } from '#app/cards/ProductPrice.tsx';
import { SaveTrouble } from '#app/cards/SaveTrouble.tsx';
import { Stock } from '#app/cards/Stock.tsx';
import { usePage } from '#app/page.tsx';
import type { ProductPage } from '#app/product-pages.ts';
import type { SearchHit } from '#core/search-protocol.ts';
import { Actions } from './Actions.tsx';
import { Facts } from './Facts.tsx';
import { MoreLikeThis } from './MoreLikeThis.tsx';
import { OfferList } from './OfferList.tsx';
import { PackOrigin } from './PackOrigin.tsx';
import { Picture } from './Picture.tsx';
import { ProductTrouble } from './ProductTrouble.tsx';
import styles from './ProductView.module.css';

interface ProductViewProps {
  readonly page: ProductPage;
  readonly onOpen: (hit: SearchHit) => void;
}

/** All about one product, what others ask for it, and what looks like it. */
export function ProductView({ page, onOpen }: ProductViewProps) {
  const { language } = usePage();
  const { product, offers, similar } = page;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []); // a screen reader says where it is now
  const error = offers.error ?? (similar.hits.length === 0 ? similar.error : null);
  const origin = offers.pack ?? similar.pack;
  return (
    <article className={styles.view} data-testid="product" data-product-id={product.id}>
      <div className={styles.product}>
        <Picture page={page} />
        <div className={styles.about}>
          <h3 ref={title} tabIndex={-1} className={styles.title}>
            {product.title[language]}
          </h3>
          <p className={styles.price}>
            <ProductPrice product={product} />
          </p>
          <Stock product={product} />
          <p className={styles.seller}>{product.seller}</p>
          <Actions page={page} />
          <SaveTrouble />
          {error && <ProductTrouble error={error} />}
          {origin && <PackOrigin origin={origin} />}
          <OfferList offers={offers} />
          <Facts product={product} />
        </div>
      </div>
      <MoreLikeThis similar={similar} onOpen={onOpen} />
    </article>
  );
}
