import { type ReactNode, useId, useState } from 'react';
import type { SearchState } from '#app/flow.ts';
import { categoryName } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import { useDescription } from '#app/use-description.ts';
import type { Description } from '#core/vision-api.ts';
import chips from './Chips.module.css';
import styles from './WhatIsThis.module.css';

interface WhatIsThisProps {
  readonly search: SearchState;
  /** What stands beside it, in the same row. */
  readonly children: ReactNode;
}

/**
 * What the thing is, for somebody who has never seen one: a tap tells it. Where no products can be shown it is told at once. It
 * keeps its room before anything is known.
 */
export function WhatIsThis({ search, children }: WhatIsThisProps) {
  const { words } = usePage();
  const id = useId();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? search.stage === 'failed';
  const { description, correction } = search;
  if (search.mode === 'fabric') return null; // a patch of fabric is no thing
  return (
    <div>
      <div className={styles.row}>
        <button
          type="button"
          className={`${chips.chip} ${styles.ask}`}
          aria-expanded={open}
          aria-controls={id}
          disabled={!description}
          data-testid="what-is-this"
          onClick={() => setChosen(!open)}
        >
          {words.whatIsThis}
        </button>
        {children}
      </div>
      <div id={id}>{open && description && <Sentence description={description} correction={correction} />}</div>
    </div>
  );
}

interface SentenceProps {
  readonly description: Description;
  readonly correction: string | null;
}

function Sentence({ description, correction }: SentenceProps) {
  const { language } = usePage();
  const { category, text } = useDescription(description, correction);
  return (
    <p className={styles.sentence} data-testid="what-it-is">
      <span className={styles.category}>{categoryName(category, language)}</span> {text}
    </p>
  );
}
