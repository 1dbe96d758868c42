import type { SearchState } from '#app/flow.ts';
import { isNoMatch } from '#app/matches.ts';
import { describedNames, targetName } from '#app/naming.ts';
import { useFlow, usePage } from '#app/page.tsx';
import type { Language } from '#app/services/language.ts';
import type { Words } from '#app/services/words.ts';
import { Skeleton } from '#app/ui/Skeleton.tsx';
import styles from './Heading.module.css';
import { SentBadge } from './SentBadge.tsx';

/** What was searched for, and how little was sent for it. */
export function Heading({ search }: { readonly search: SearchState }) {
  const { words, language } = usePage();
  const name = useName(search);
  return (
    <header className={styles.heading}>
      <div className={styles.title}>
        <p className={styles.over}>{overline(search, words, language)}</p>
        {search.description ? (
          <h2 data-testid="named-label" data-label={search.correction ?? search.description.label}>
            {name}
          </h2>
        ) : (
          <h2>
            <Skeleton width="4em" />
          </h2>
        )}
      </div>
      <SentBadge search={search} />
    </header>
  );
}

function overline(search: SearchState, words: Words, language: Language): string {
  const { mode, description, correction } = search;
  if (mode === 'item' && description && describedNames(description, language, correction).unsure) return words.mayBe;
  const none = search.stage === 'failed' || (search.stage === 'done' && search.hits.length === 0);
  if (none || isNoMatch(search)) return words.thisIs;
  return mode === 'fabric' ? words.closestFabric : words.results;
}

/** A patch of fabric has no name of its own: then it is the detector's, of the item it was taken from. */
function useName({ mode, description, correction }: SearchState): string {
  const { words, language } = usePage();
  const { targets, selected } = useFlow();
  const target = targets[selected];
  if (mode === 'fabric' && target) return targetName(target, language, words);
  return description ? describedNames(description, language, correction).name : '';
}
