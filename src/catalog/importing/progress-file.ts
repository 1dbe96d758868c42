/** `import.json` in the catalogue: how far an import is, for the endpoint's metrics (`server/operations/import-progress.ts`). */
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ImportProgress, PROGRESS_FILE } from '#core/import-progress.ts';

/** Also written when nothing moved: a file that grows old says that the import was killed. */
const WRITE_EVERY_MS = 1000;

export type Counts = Pick<ImportProgress, 'done' | 'total' | 'failed'>;

export interface ProgressFile {
  /** Cheap: what was counted last is written once a second. */
  update(counts: Partial<Counts>): void;
  /** The import has ended, well or not. */
  end(): Promise<void>;
}

/** Writes one state, whole or not at all. Never throws: an import is not to fail because nobody can watch it. */
export async function writeProgress(folder: string, running: boolean, counts: Counts): Promise<void> {
  const path = join(folder, PROGRESS_FILE);
  const progress: ImportProgress = { running, ...counts, updatedAt: Date.now() };
  try {
    await writeFile(`${path}.part`, `${JSON.stringify(progress)}\n`);
    await rename(`${path}.part`, path);
  } catch {
    // a full disk stops the import elsewhere, and says so
  }
}

/** @param folder of the catalogue that is served @param total records to come; null when nobody knows */
export function startProgressFile(folder: string, total: number | null, everyMs = WRITE_EVERY_MS): ProgressFile {
  let counts: Counts = { done: 0, total, failed: 0 };
  let writing = writeProgress(folder, true, counts);
  const timer = setInterval(() => {
    writing = writing.then(() => writeProgress(folder, true, counts));
  }, everyMs);
  timer.unref();
  return {
    update(now) {
      counts = { ...counts, ...now };
    },
    async end() {
      clearInterval(timer);
      await writing;
      await writeProgress(folder, false, counts);
    },
  };
}
