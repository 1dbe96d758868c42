import type { ReactNode } from 'react';
import { nothingFound, type SearchState } from '#app/flow.ts';
import { useFlow, usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import type { Words } from '#app/services/words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';
import { Skeleton } from '#app/ui/Skeleton.tsx';
import { CardGrid } from './CardGrid.tsx';
import { Chips } from './Chips.tsx';
import { FabricToggle } from './FabricToggle.tsx';
import { Heading } from './Heading.tsx';
import { NothingFound } from './NothingFound.tsx';
import { PackNote } from './PackNote.tsx';
import styles from './ResultSheet.module.css';
import { RunnersUp } from './RunnersUp.tsx';
import { SearchTrouble } from './SearchTrouble.tsx';
import { SortControl } from './SortControl.tsx';
import { Tips } from './Tips.tsx';
import { WhatIsThis } from './WhatIsThis.tsx';

interface ResultSheetProps {
  /** The ways to choose another item. */
  readonly children: ReactNode;
  /** The way to travel packs, offered where the network failed. */
  readonly packs: ReactNode;
  /** The very product whose barcode is in the photo; it stands in a row that is there without it. */
  readonly exact: ReactNode;
}

/** What was found for the chosen item. */
export function ResultSheet({ children, packs, exact }: ResultSheetProps) {
  const { words, language, flow } = usePage();
  const state = useFlow();
  const { search, error } = state;
  return (
    <section className={styles.sheet} aria-label={words.results}>
      {state.refused && (
        <Note
          icon="alert"
          tone="bad"
          data-testid="error-note"
          data-code={state.refused.code}
          actions={<Button onClick={flow.refusalRead}>{words.dismiss}</Button>}
        >
          {errorWords(state.refused.code, language)}
        </Note>
      )}
      {children}
      {state.stage === 'failed' && error && (
        <Note
          icon="alert"
          tone="bad"
          data-testid="error-note"
          data-code={error.code}
          actions={error.retryable && <Button onClick={() => void flow.retry()}>{words.retry}</Button>}
        >
          {errorWords(error.code, language)}
        </Note>
      )}
      {nothingFound(state) && <p className={styles.plain}>{words.nothingFound}</p>}
      {search && <Tips tips={search.tips} />}
      {search && <Results search={search} packs={packs} exact={exact} />}
      {!search && state.stage !== 'failed' && <Waiting />}
    </section>
  );
}

type ResultsProps = Pick<ResultSheetProps, 'packs' | 'exact'> & { readonly search: SearchState };

function Results({ search, packs, exact }: ResultsProps) {
  const { words } = usePage();
  const { stage, error } = search;
  const empty = stage === 'done' && search.hits.length === 0;
  return (
    <>
      <Heading search={search} />
      <WhatIsThis search={search}>
        {exact}
        <RunnersUp search={search} />
      </WhatIsThis>
      {stage !== 'failed' && <Chips search={search} />}
      {search.pack && stage !== 'failed' && <PackNote origin={search.pack} wordsIgnored={search.words !== ''} />}
      {error && <SearchTrouble error={error} packs={packs} />}
      {empty && <NothingFound search={search} />}
      {stage !== 'failed' && (
        <div className={styles.row}>
          <FabricToggle search={search} />
          <p className={styles.count}>{progress(search, words)}</p>
          {!empty && <SortControl search={search} />}
        </div>
      )}
      {stage !== 'failed' && !empty && <CardGrid search={search} />}
    </>
  );
}

function progress({ stage, total }: SearchState, words: Words): string {
  if (stage === 'done') return words.resultCount(total);
  return stage === 'describing' ? words.describing : words.searching;
}

/** The sheet before anything is known, with the room its content will take. */
function Waiting() {
  return (
    <div className={styles.waiting} aria-hidden="true">
      <header>
        <h2>
          <Skeleton width="4em" />
        </h2>
      </header>
      <div className={styles.room} />
      <div className={styles.room} />
      <CardGrid search={null} />
    </div>
  );
}
