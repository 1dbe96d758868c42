import type { SearchState } from '#app/flow.ts';
import { usePage } from '#app/page.tsx';
import { Button } from '#app/ui/Button.tsx';
import { DEPTH_MAX } from '#core/search-protocol.ts';
import { Card, CardSkeleton } from './Card.tsx';
import styles from './CardGrid.module.css';

const PLACES = Array.from({ length: 6 }, (_, place) => place);

/** The products found; empty cards of the same size until they are there. */
export function CardGrid({ search }: { readonly search: SearchState | null }) {
  const { words, flow } = usePage();
  const hits = search?.hits ?? [];
  const waiting = !search || (search.stage !== 'done' && hits.length === 0);
  if (waiting) {
    return (
      <ul className={styles.grid} aria-hidden="true">
        {PLACES.map((place) => (
          <CardSkeleton key={place} />
        ))}
      </ul>
    );
  }
  const more = search.stage === 'done' && hits.length < Math.min(search.total, DEPTH_MAX);
  return (
    <>
      <ul className={`${styles.grid} ${search.stage === 'searching' ? styles.stale : ''}`}>
        {hits.map((hit) => (
          <Card key={hit.product.id} hit={hit} />
        ))}
      </ul>
      {more && (
        <Button className={styles.more ?? ''} disabled={search.loadingMore} onClick={() => void flow.more()}>
          {search.loadingMore ? words.searching : words.loadMore}
        </Button>
      )}
    </>
  );
}
