import { useRef, useState } from 'react';
import { usePage } from '#app/page.tsx';
import { download } from '#app/services/download.ts';
import { errorWords } from '#app/services/error-words.ts';
import { Button } from '#app/ui/Button.tsx';
import { Icon } from '#app/ui/Icon.tsx';
import { Note } from '#app/ui/Note.tsx';
import { type TongkuanError, toTongkuanError } from '#core/errors.ts';
import styles from './YourData.module.css';

type Progress =
  | { readonly stage: 'idle' | 'working' }
  | { readonly stage: 'done'; readonly said: string }
  | { readonly stage: 'failed'; readonly error: TongkuanError };

/** All that is kept, as a file to take along, and back from one. What came of it stays in sight when the list fills. */
export function YourData({ open }: { readonly open: boolean }) {
  const { words, language, ownData } = usePage();
  const [progress, setProgress] = useState<Progress>({ stage: 'idle' });
  const input = useRef<HTMLInputElement>(null);
  const run = async (work: () => Promise<string>) => {
    setProgress({ stage: 'working' });
    try {
      setProgress({ stage: 'done', said: await work() });
    } catch (thrown) {
      setProgress({ stage: 'failed', error: toTongkuanError(thrown, 'DATA_FAILED') });
    }
  };
  const exportAll = async () => {
    download(await ownData.export(), `tongkuan-${new Date().toISOString().slice(0, 10)}.json`);
    return '';
  };
  const importFrom = async (file: File) => {
    const { saved, searches } = await ownData.import(file);
    return saved + searches === 0 ? words.importedNothing : words.imported(saved, searches);
  };
  const working = progress.stage === 'working';
  return (
    <details className={styles.data} open={open || progress.stage !== 'idle'} data-testid="own-data">
      <summary>
        {words.yourData}
        <Icon name="chevron" size={20} />
      </summary>
      <p className={styles.note}>{words.yourDataNote}</p>
      <div className={styles.actions}>
        <Button disabled={working} data-testid="export-data" onClick={() => void run(exportAll)}>
          {words.exportData}
        </Button>
        <Button disabled={working} onClick={() => input.current?.click()}>
          {words.importData}
        </Button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          hidden
          data-testid="import-data"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = ''; // the same file may be chosen again
            if (file) void run(() => importFrom(file));
          }}
        />
      </div>
      <p className={styles.said} role="status">
        {working && words.working}
        {progress.stage === 'done' && progress.said}
      </p>
      {progress.stage === 'failed' && (
        <Note icon="alert" tone="bad" data-testid="data-trouble" data-code={progress.error.code}>
          {errorWords(progress.error.code, language)}
        </Note>
      )}
    </details>
  );
}
