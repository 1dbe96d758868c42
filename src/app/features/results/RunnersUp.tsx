import type { SearchState } from '#app/flow.ts';
import { describedNames } from '#app/naming.ts';
import { usePage } from '#app/page.tsx';
import chips from './Chips.module.css';
import styles from './RunnersUp.module.css';

/** What else the item may be: one tap corrects its name and where it is looked for. */
export function RunnersUp({ search }: { readonly search: SearchState }) {
  const { words, language, flow } = usePage();
  const { description, correction, mode } = search;
  if (!description || mode === 'fabric') return null;
  const { others } = describedNames(description, language, correction);
  if (others.length === 0) return null;
  return (
    <ul className={styles.row} aria-label={words.orRather}>
      <li className={styles.lead} aria-hidden="true">
        {words.orRather}
      </li>
      {others.map(({ label, name }) => (
        <li key={label}>
          <button
            type="button"
            className={`${chips.chip} ${styles.other}`}
            data-testid="runner-up"
            data-label={label}
            onClick={() => void flow.correct(label)}
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
