import { categoryName } from '#app/naming.ts';
import type { Transfer } from '#app/packs-state.ts';
import { usePage } from '#app/page.tsx';
import { errorWords } from '#app/services/error-words.ts';
import { formatMegabytes } from '#app/services/format.ts';
import { Button } from '#app/ui/Button.tsx';
import { Note } from '#app/ui/Note.tsx';
import { ProgressBar } from '#app/ui/ProgressBar.tsx';
import styles from './PacksDialog.module.css';

/** A download on its way: how far it is, and how to stop it or go on. */
export function TransferPanel({ transfer }: { readonly transfer: Transfer }) {
  const { words, language, packs } = usePage();
  const { stage, loaded, total, categories, error } = transfer;
  const progress = words.packProgress(formatMegabytes(loaded), formatMegabytes(total));
  return (
    <section className={styles.transfer} data-testid="pack-transfer" data-stage={stage} data-loaded={loaded}>
      <p className={styles.names}>{categories.map((category) => categoryName(category, language)).join(' · ')}</p>
      <ProgressBar share={total > 0 ? Math.min(1, loaded / total) : null} label={words.packs} />
      <p className={styles.room}>{stage === 'paused' ? `${words.packPaused}: ${progress}` : progress}</p>
      {error && (
        <Note icon="alert" tone="bad" data-testid="pack-error" data-code={error.code}>
          {errorWords(error.code, language)}
        </Note>
      )}
      <div className={styles.actions}>
        {stage === 'running' ? (
          <Button data-testid="pack-pause" onClick={() => void packs.pause()}>
            {words.packPause}
          </Button>
        ) : (
          <Button data-testid="pack-resume" onClick={() => void packs.resume()}>
            {words.packResume}
          </Button>
        )}
        <Button look="quiet" data-testid="pack-cancel" onClick={() => void packs.cancel()}>
          {words.cancel}
        </Button>
      </div>
    </section>
  );
}
