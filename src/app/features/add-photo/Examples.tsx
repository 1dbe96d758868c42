import { useEffect, useState } from 'react';
import { usePage } from '#app/page.tsx';
import { type Example, fetchExample, fetchExamples } from '#app/services/examples.ts';
import styles from './Examples.module.css';

/** Drawn scenes for those who have no photo at hand. The row keeps its place while it loads and folds if there are none. */
export function Examples() {
  const { words, language, flow, tray } = usePage();
  const [examples, setExamples] = useState<readonly Example[] | null>(null);
  useEffect(() => {
    void fetchExamples().then(setExamples);
  }, []);
  if (examples?.length === 0) return null;
  const open = (example: Example) =>
    fetchExample(example).then(
      (picture) => tray.add([picture]),
      (thrown) => flow.reject(thrown),
    );
  return (
    <section className={styles.examples} aria-label={words.examples}>
      <h2>{words.examples}</h2>
      <ul>
        {(examples ?? []).map((example) => (
          <li key={example.url}>
            <button type="button" data-testid="example" onClick={() => void open(example)}>
              <img
                src={example.thumbnail}
                alt={example[language]}
                width="96"
                height="96"
                loading="lazy"
                decoding="async"
              />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
