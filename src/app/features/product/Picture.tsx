import { useState } from 'react';
import { usePage } from '#app/page.tsx';
import type { ProductPage } from '#app/product-pages.ts';
import { pictureAddress } from '#app/services/product-picture.ts';
import styles from './ProductView.module.css';

/** As wide as a phone, dense. */
const WIDTH = 640;

/** The large picture; without a network the small one that is kept, if any. */
export function Picture({ page: { product, picture, thumbnail } }: { readonly page: ProductPage }) {
  const { language } = usePage();
  const [missing, setMissing] = useState(false);
  const source = missing ? thumbnail : pictureAddress(picture, WIDTH);
  return (
    <div className={styles.picture}>
      {source && (
        <img src={source} alt={product.title[language]} width={WIDTH} height={WIDTH} onError={() => setMissing(true)} />
      )}
    </div>
  );
}
