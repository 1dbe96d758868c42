import { Cards, CardsSkeleton } from '#app/cards/Cards.tsx';
import type { SearchState } from '#app/flow.ts';
import { isNoMatch, partHits } from '#app/matches.ts';
import { usePage } from '#app/page.tsx';
import { MoreButton } from '#app/ui/MoreButton.tsx';
import { DEPTH_MAX } from '#core/search-protocol.ts';
import styles from './CardGrid.module.css';

/** The products found, those of the same style first; empty cards of the same size until they are there. */
export function CardGrid({ search }: { readonly search: SearchState | null }) {
  const { words, flow, products } = usePage();
  const hits = search?.hits ?? [];
  const waiting = !search || (search.stage !== 'done' && hits.length === 0);
  if (waiting) return <CardsSkeleton />;
  const { same, similar } = partHits(search);
  const first = search.pack ? null : 0;
  const stale = search.stage !== 'done';
  const more = search.stage === 'done' && hits.length < Math.min(search.total, DEPTH_MAX);
  return (
    <>
      {isNoMatch(search) && (
        <h3 className={styles.heading} data-testid="no-match">
          {words.noMatch}
        </h3>
      )}
      <Cards hits={same} stale={stale} first={first} onOpen={products.open} />
      {similar.length > 0 && (
        <>
          <h3 className={styles.heading} data-testid="similar-looks">
            {words.similarLooks}
          </h3>
          <Cards hits={similar} stale={stale} first={first === null ? null : same.length} onOpen={products.open} />
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
