import { memo, useSyncExternalStore } from 'react';
import { isNoMatch } from '#app/matches.ts';
import { describedNames } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { Announcer } from '#app/ui/Announcer.tsx';
import { Button } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { useDescription } from '#app/use-description.ts';
import { LiveCard, LiveCardPlace } from './LiveCard.tsx';
import styles from './LiveCarousel.module.css';
import { spoken } from './live-announcement.ts';
import type { LiveController } from './live-controller.ts';
import type { LiveMatch } from './live-search.ts';

const PLACES = [0, 1, 2];

/** The best matches for the thing in the centre; they stay until the phone settles on another one. */
export function LiveCarousel({ controller }: { readonly controller: LiveController }) {
  const { words, language } = usePage();
  const match = useSyncExternalStore(controller.search.subscribe, controller.search.state);
  return (
    <section className={styles.carousel} aria-label={words.liveResults} data-testid="carousel">
      {match ? (
        <>
          <MatchHeading match={match} />
          <Matches match={match} onRetry={() => controller.search.retry()} />
        </>
      ) : (
        <p className={styles.aim}>{words.liveAim}</p>
      )}
      <Announcer text={spoken(match, language, words)} />
    </section>
  );
}

function MatchHeading({ match: { description, bytesSent, ...match } }: { readonly match: LiveMatch }) {
  const { words, language } = usePage();
  const { name, unsure } = describedNames(description, language);
  const { text } = useDescription(description);
  const none = match.stage === 'done' && isNoMatch({ ...match, description, mode: 'item' });
  return (
    <header className={styles.heading}>
      <h3 data-testid="live-name" data-label={description.label}>
        {unsure && <span className={styles.over}>{words.mayBe} </span>}
        {name}
      </h3>
      <p className={styles.sent} data-testid="live-sent" data-bytes={bytesSent}>
        <Icon name="lock" size={14} />
        {bytesSent > 0 ? words.sent(bytesSent) : words.nothingSent}
      </p>
      {none && (
        <p className={`${styles.over} ${styles.none}`} data-testid="live-no-match">
          {words.noMatch}
        </p>
      )}
      <p className={`${styles.over} ${styles.what}`} data-testid="live-what">
        {text}
      </p>
    </header>
  );
}

/** Drawn again when the match changes, not with every look. */
const Matches = memo(function Matches({ match, onRetry }: { readonly match: LiveMatch; readonly onRetry: () => void }) {
  const { words, language } = usePage();
  if (match.error) {
    const offline = match.error.code === 'SEARCH_OFFLINE';
    return (
      <div
        className={styles.trouble}
        data-testid={offline ? 'offline-note' : 'error-note'}
        data-code={match.error.code}
      >
        <Icon name={offline ? 'offline' : 'alert'} />
        <p>{offline ? words.offlineNote : errorWords(match.error.code, language)}</p>
        {!offline && <Button onClick={onRetry}>{words.retry}</Button>}
      </div>
    );
  }
  if (match.stage === 'done' && match.hits.length === 0) return <p className={styles.aim}>{words.noResults}</p>;
  return (
    <ul
      className={styles.cards}
      key={match.description.vector.join()}
      aria-label={words.liveResults}
      aria-busy={match.stage === 'searching'}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without links in it, only this lets the keyboard scroll
      tabIndex={0}
    >
      {match.stage === 'searching'
        ? PLACES.map((place) => <LiveCardPlace key={place} />)
        : match.hits.map((hit) => <LiveCard key={hit.product.id} hit={hit} />)}
    </ul>
  );
});
