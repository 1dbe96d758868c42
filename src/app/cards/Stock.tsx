import { usePage } from '#app/page.tsx';
import type { Product } from '#core/product.ts';
import styles from './Stock.module.css';

/** What the shop says of its stock, where that is not what everybody expects. */
export function Stock({ product: { availability } }: { readonly product: Product }) {
  const { words } = usePage();
  if (!availability || availability === 'in_stock') return null;
  return (
    <span className={`${styles.stock} ${styles[availability] ?? ''}`} data-testid="stock">
      {words.availabilities[availability]}
    </span>
  );
}
