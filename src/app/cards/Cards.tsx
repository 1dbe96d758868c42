import type { SearchHit } from '#core/search-protocol.ts';
import styles from './Cards.module.css';
import { CardSkeleton, ProductCard } from './ProductCard.tsx';

interface CardsProps {
  readonly hits: readonly SearchHit[];
  /** Others are on their way. */
  readonly stale?: boolean;
  /** Place of the first among the shop's results, from 0; null: they are not of the shop's making. */
  readonly first?: number | null;
  readonly onOpen: (hit: SearchHit) => void;
}

/** Products beside and below each other. */
export function Cards({ hits, stale = false, first = 0, onOpen }: CardsProps) {
  return (
    <ul className={`${styles.grid} ${stale ? styles.stale : ''}`}>
      {hits.map((hit, index) => (
        <ProductCard key={hit.product.id} hit={hit} position={first === null ? null : first + index} onOpen={onOpen} />
      ))}
    </ul>
  );
}

const PLACES = Array.from({ length: 6 }, (_, place) => place);

/** Empty cards of the same size. */
export function CardsSkeleton() {
  return (
    <ul className={styles.grid} aria-hidden="true">
      {PLACES.map((place) => (
        <CardSkeleton key={place} />
      ))}
    </ul>
  );
}
