import { useModels, usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { formatMegabytes } from '#app/services/format.ts';
import { Button } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { ProgressBar } from '#app/ui/ProgressBar.tsx';
import styles from './ModelProgress.module.css';

/** The first download, told honestly in megabytes. Keeps its place in every state, so that nothing jumps. */
export function ModelProgress() {
  const { words, language, models } = usePage();
  const { stage, progress, error, offline } = useModels();
  if (stage === 'failed' && error) {
    return (
      <div className={styles.box} data-testid="error-note" data-code={error.code} role="alert">
        <p>{errorWords(error.code, language)}</p>
        <Button look="quiet" onClick={() => void models.start()}>
          {words.retry}
        </Button>
      </div>
    );
  }
  if (stage === 'ready') {
    return (
      <p className={`${styles.box} ${styles.ready}`}>
        {offline && (
          <>
            <Icon name="check" size={18} />
            {words.offlineReady}
          </>
        )}
      </p>
    );
  }
  if (stage === 'waiting') return <div className={styles.box} />;
  const { loaded, total } = progress;
  const known = total > 0;
  const text = known ? words.modelProgress(formatMegabytes(loaded), formatMegabytes(total)) : words.modelStarting;
  return (
    <div className={styles.box} data-testid="model-progress" data-loaded={loaded} data-total={total}>
      <p>{known && loaded >= total ? words.modelStarting : text}</p>
      <ProgressBar share={known && loaded < total ? loaded / total : null} label={words.modelStarting} />
    </div>
  );
}
