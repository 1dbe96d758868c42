import { useState } from 'react';
import type { SearchState } from '#app/flow.ts';
import { categoryName } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { Skeleton } from '#app/ui/Skeleton.tsx';
import { useDescription } from '#app/use-description.ts';
import type { Description } from '#core/vision-api.ts';
import styles from './WhatIsThis.module.css';

/** What the thing is, for somebody who has never seen one: the same room before it is known, all of it after a tap. */
export function WhatIsThis({ search: { description, correction, mode } }: { readonly search: SearchState }) {
  if (mode === 'fabric') return null; // a patch of fabric is no thing
  if (!description) return <Place />;
  return <Sentence description={description} correction={correction} />;
}

interface SentenceProps {
  readonly description: Description;
  readonly correction: string | null;
}

function Sentence({ description, correction }: SentenceProps) {
  const { words, language } = usePage();
  const [open, setOpen] = useState(false);
  const { category, text } = useDescription(description, correction);
  if (text === null) return <Place />;
  return (
    <button
      type="button"
      className={styles.card}
      aria-expanded={open}
      data-testid="what-is-this"
      onClick={() => setOpen(!open)}
    >
      <span className={styles.text}>
        <span className={styles.over}>
          {words.whatIsThis} · {categoryName(category, language)}
        </span>
        <span className={`${styles.sentence} ${open ? styles.open : ''}`}>{text}</span>
      </span>
      <Icon name="chevron" size={20} />
    </button>
  );
}

function Place() {
  return (
    <div className={styles.card} aria-hidden="true">
      <span className={styles.text}>
        <span className={styles.over}>
          <Skeleton width="8em" />
        </span>
        <span className={styles.sentence}>
          <Skeleton width="90%" />
          <Skeleton width="60%" />
        </span>
      </span>
    </div>
  );
}
