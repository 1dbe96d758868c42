import { Cards, CardsSkeleton } from '#app/cards/Cards.tsx';
import { usePage } from '#app/page.tsx';
import type { Similar } from '#app/product-pages.ts';
import { Button } from '#app/ui/Button.tsx';
import type { SearchHit } from '#core/search-protocol.ts';
import styles from './MoreLikeThis.module.css';
import { ProductTrouble } from './ProductTrouble.tsx';

interface MoreLikeThisProps {
  readonly similar: Similar;
  readonly onOpen: (hit: SearchHit) => void;
}

/** Products that look like this one, by its own vector: nothing is sent but its id. */
export function MoreLikeThis({ similar: { stage, hits, more, error }, onOpen }: MoreLikeThisProps) {
  const { words, products } = usePage();
  const loading = stage === 'loading';
  if (stage === 'failed' && hits.length === 0) return null;
  return (
    <section className={styles.more} data-testid="more-like-this" aria-busy={loading}>
      <h3 className={styles.heading}>{words.moreLikeThis}</h3>
      {loading && hits.length === 0 && <CardsSkeleton />}
      {hits.length > 0 && <Cards hits={hits} onOpen={onOpen} />}
      {stage === 'done' && hits.length === 0 && <p className={styles.none}>{words.noneLikeThis}</p>}
      {hits.length > 0 && error && <ProductTrouble error={error} />}
      {hits.length > 0 && (more || loading) && (
        <Button className={styles.button ?? ''} disabled={loading} onClick={() => void products.more()}>
          {loading ? words.loading : words.loadMore}
        </Button>
      )}
    </section>
  );
}
