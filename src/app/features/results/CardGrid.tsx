import type { SearchState } from '#app/flow.ts';
import { isNoMatch, partHits } from '#app/matches.ts';
import { usePage } from '#app/page.tsx';
import { MoreButton } from '#app/ui/MoreButton.tsx';
import { DEPTH_MAX, type SearchHit } from '#core/search-protocol.ts';
import { Card, CardSkeleton } from './Card.tsx';
import styles from './CardGrid.module.css';

const PLACES = Array.from({ length: 6 }, (_, place) => place);

/** The products found, those of the same style first; empty cards of the same size until they are there. */
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
  const { same, similar } = partHits(search);
  const stale = search.stage !== 'done';
  const more = search.stage === 'done' && hits.length < Math.min(search.total, DEPTH_MAX);
  return (
    <>
      {isNoMatch(search) && (
        <h3 className={styles.heading} data-testid="no-match">
          {words.noMatch}
        </h3>
      )}
      <Cards hits={same} stale={stale} />
      {similar.length > 0 && (
        <>
          <h3 className={styles.heading} data-testid="similar-looks">
            {words.similarLooks}
          </h3>
          <Cards hits={similar} stale={stale} />
        </>
      )}
      {more && (
        <MoreButton
          className={styles.more}
          label={search.loadingMore ? words.searching : words.loadMore}
          disabled={search.loadingMore}
          byItself={search.error === null}
          onMore={() => void flow.more()}
        />
      )}
    </>
  );
}

function Cards({ hits, stale }: { readonly hits: readonly SearchHit[]; readonly stale: boolean }) {
  return (
    <ul className={`${styles.grid} ${stale ? styles.stale : ''}`}>
      {hits.map((hit) => (
        <Card key={hit.product.id} hit={hit} />
      ))}
    </ul>
  );
}
